/// \file
/// The parts of ranges and multiranges that do not depend on the C++ type of their bounds: the binary form's flags and
/// lengths, and the text form's syntax ("Range Input/Output"). <tusk/types/range.hpp> builds its codecs from them.
#pragma once

#include <tusk/codec.hpp>
#include <tusk/types/range_value.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::detail {

/// The built-in range type with bounds of this type; oid::none: there is none.
[[nodiscard]] constexpr oid built_in_range(oid bound) noexcept {
    switch (bound) {
    case oid::int4: return oid::int4range;
    case oid::int8: return oid::int8range;
    case oid::numeric: return oid::numrange;
    case oid::date: return oid::daterange;
    case oid::timestamp: return oid::tsrange;
    case oid::timestamptz: return oid::tstzrange;
    default: return oid::none;
    }
}
/// The arrays of that range type.
[[nodiscard]] constexpr oid built_in_range_array(oid bound) noexcept {
    switch (bound) {
    case oid::int4: return oid::int4range_array;
    case oid::int8: return oid::int8range_array;
    case oid::numeric: return oid::numrange_array;
    case oid::date: return oid::daterange_array;
    case oid::timestamp: return oid::tsrange_array;
    case oid::timestamptz: return oid::tstzrange_array;
    default: return oid::none;
    }
}
/// The multiranges of that range type.
[[nodiscard]] constexpr oid built_in_multirange(oid bound) noexcept {
    switch (bound) {
    case oid::int4: return oid::int4multirange;
    case oid::int8: return oid::int8multirange;
    case oid::numeric: return oid::nummultirange;
    case oid::date: return oid::datemultirange;
    case oid::timestamp: return oid::tsmultirange;
    case oid::timestamptz: return oid::tstzmultirange;
    default: return oid::none;
    }
}
/// The arrays of those multiranges.
[[nodiscard]] constexpr oid built_in_multirange_array(oid bound) noexcept {
    switch (bound) {
    case oid::int4: return oid::int4multirange_array;
    case oid::int8: return oid::int8multirange_array;
    case oid::numeric: return oid::nummultirange_array;
    case oid::date: return oid::datemultirange_array;
    case oid::timestamp: return oid::tsmultirange_array;
    case oid::timestamptz: return oid::tstzmultirange_array;
    default: return oid::none;
    }
}

/// A binary range with its bounds as they came.
/// \throws malformed_value
[[nodiscard]] TUSK_API range<byte_view> split_range(byte_view bytes, type_ref column);

/// The ranges of a binary multirange in turn.
class TUSK_API binary_multirange {
public:
    /// \throws malformed_value when there are fewer bytes than so many ranges need
    binary_multirange(byte_view bytes, type_ref column);

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// The next range's bytes; there is one.
    /// \throws malformed_value
    [[nodiscard]] byte_view next();
    /// \throws malformed_value when bytes are left over behind the last range
    void finish() const;

private:
    protocol::byte_reader reader_;
    type_ref column_;
    std::size_t size_ = 0;
};

/// Takes "[1,\"a b\")" apart; its bounds without quotes.
/// \throws conversion_error when it is malformed.
[[nodiscard]] TUSK_API range<std::string> parse_range(std::string_view text, type_ref column);
/// The same of "{[1,2),[5,)}".
[[nodiscard]] TUSK_API std::vector<range<std::string>> parse_multirange(std::string_view text, type_ref column);

/// The flags of a binary range, whose bounds follow.
TUSK_API void write_range_flags(byte_writer& out, bool empty, bool has_lower, bool has_upper, bool lower_inclusive,
                                bool upper_inclusive);
/// How many ranges follow in a binary multirange.
/// \throws conversion_error when a message cannot carry so many
TUSK_API void write_range_count(byte_writer& out, std::size_t count);
/// A bound in a text range, in quotes where the server places them.
TUSK_API void write_quoted_bound(byte_writer& out, std::string_view text);

/// The same range with each bound converted by `convert`.
template <class T, class Bound, class Convert>
[[nodiscard]] range<T> convert_range(const range<Bound>& from, const Convert& convert) {
    if (from.is_empty()) return {};
    const auto converted = [&convert](const std::optional<Bound>& bound) {
        return bound ? std::optional<T>(convert(*bound)) : std::nullopt;
    };
    return range<T>(converted(from.lower()), converted(from.upper()), from.lower_inclusive(), from.upper_inclusive());
}

/// Writes a range in binary, each of its bounds by `write_bound(byte_writer&, const Bound&)`.
template <class Bound, class WriteBound>
void write_binary_range(byte_writer& out, const range<Bound>& value, const WriteBound& write_bound) {
    write_range_flags(out, value.is_empty(), value.lower().has_value(), value.upper().has_value(),
                      value.lower_inclusive(), value.upper_inclusive());
    for (const std::optional<Bound>* bound : {&value.lower(), &value.upper()}) {
        if (!*bound) continue;
        const auto mark = out.begin_length();
        write_bound(out, **bound);
        out.end_value(mark);
    }
}

/// Writes a range in text, each of its bounds by `write_bound(byte_writer&, const Bound&)`, which needs no quotes.
template <class Bound, class WriteBound>
void write_text_range(byte_writer& out, const range<Bound>& value, const WriteBound& write_bound) {
    if (value.is_empty()) return out.text("empty");
    protocol::byte_buffer text;
    const auto write = [&](const std::optional<Bound>& bound) {
        if (!bound) return;
        text.clear();
        byte_writer plain(text);
        write_bound(plain, *bound);
        write_quoted_bound(out, protocol::as_text(text.view()));
    };
    out.text(value.lower_inclusive() ? "[" : "(");
    write(value.lower());
    out.text(",");
    write(value.upper());
    out.text(value.upper_inclusive() ? "]" : ")");
}

} // namespace tusk::detail
