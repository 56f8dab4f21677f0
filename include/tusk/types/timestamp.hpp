/// \file
/// PostgreSQL's timestamp without and with time zone.
#pragma once

#include <tusk/types/date.hpp>

namespace tusk {

/// A date and a time of day on a calendar and a clock whose place is not known (`timestamp without time zone`), or an
/// infinity. Conversions to and from std::chrono are in <tusk/types/chrono.hpp>.
struct timestamp {
    /// Microseconds since 2000-01-01 00:00:00; the two extreme numbers are the infinities.
    std::int64_t microseconds = 0;

    [[nodiscard]] static constexpr timestamp infinity() noexcept { return {std::numeric_limits<std::int64_t>::max()}; }
    [[nodiscard]] static constexpr timestamp negative_infinity() noexcept {
        return {std::numeric_limits<std::int64_t>::min()};
    }
    [[nodiscard]] constexpr bool is_finite() const noexcept {
        return *this != infinity() && *this != negative_infinity();
    }

    /// What the server prints in DateStyle ISO: "2024-01-31 13:45:01.5", "0044-03-15 12:00:00 BC", "infinity".
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else, another DateStyle included, or too far away.
    [[nodiscard]] TUSK_API static timestamp parse(std::string_view text);

    friend constexpr auto operator<=>(const timestamp&, const timestamp&) noexcept = default;
};

/// An instant (`timestamp with time zone`), or an infinity. The server stores no zone: it only prints and reads such
/// values in the session's TimeZone.
struct timestamptz {
    /// Microseconds since 2000-01-01 00:00:00 UTC; the two extreme numbers are the infinities.
    std::int64_t microseconds = 0;

    [[nodiscard]] static constexpr timestamptz infinity() noexcept {
        return {std::numeric_limits<std::int64_t>::max()};
    }
    [[nodiscard]] static constexpr timestamptz negative_infinity() noexcept {
        return {std::numeric_limits<std::int64_t>::min()};
    }
    [[nodiscard]] constexpr bool is_finite() const noexcept {
        return *this != infinity() && *this != negative_infinity();
    }

    /// What the server prints in DateStyle ISO under TimeZone UTC: "2024-01-31 13:45:01.5+00".
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what the server prints in DateStyle ISO under any TimeZone: "2024-01-31 13:45:01.5+05:45".
    /// \throws conversion_error when `text` is anything else, another DateStyle included, or too far away.
    [[nodiscard]] TUSK_API static timestamptz parse(std::string_view text);

    friend constexpr auto operator<=>(const timestamptz&, const timestamptz&) noexcept = default;
};

/// tusk::timestamp ↔ timestamp; also reads date, as midnight.
template <>
struct codec<timestamp> {
    static constexpr oid type = oid::timestamp;
    static constexpr oid array_type = oid::timestamp_array;
    static constexpr std::size_t fixed_size = 8;
    static timestamp load(const std::byte* bytes) noexcept { return {protocol::load_big_endian<std::int64_t>(bytes)}; }

    static constexpr bool reads(oid column) noexcept { return column == type || column == oid::date; }
    static timestamp read_binary(byte_view bytes, oid column) {
        if (column == oid::date) return {detail::midnight(codec<date>::read_binary(bytes, column))};
        detail::require_size(bytes, fixed_size, column);
        return load(bytes.data());
    }
    static timestamp read_text(std::string_view text, oid column) {
        if (column == oid::date) return {detail::midnight(date::parse(text))};
        return timestamp::parse(text);
    }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return detail::writes_own_type(type, parameter);
    }
    static void write_binary(byte_writer& out, timestamp value, oid) { out.number(value.microseconds); }
    static void write_text(byte_writer& out, timestamp value, oid) { out.text(value.to_string()); }
};

/// tusk::timestamptz ↔ timestamptz alone: what it is without a zone depends on the session's.
template <>
struct codec<timestamptz> {
    static constexpr oid type = oid::timestamptz;
    static constexpr oid array_type = oid::timestamptz_array;
    static constexpr std::size_t fixed_size = 8;
    static timestamptz load(const std::byte* bytes) noexcept {
        return {protocol::load_big_endian<std::int64_t>(bytes)};
    }

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static timestamptz read_binary(byte_view bytes, oid column) {
        detail::require_size(bytes, fixed_size, column);
        return load(bytes.data());
    }
    static timestamptz read_text(std::string_view text, oid) { return timestamptz::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return detail::writes_own_type(type, parameter);
    }
    static void write_binary(byte_writer& out, timestamptz value, oid) { out.number(value.microseconds); }
    static void write_text(byte_writer& out, timestamptz value, oid) { out.text(value.to_string()); }
};

} // namespace tusk
