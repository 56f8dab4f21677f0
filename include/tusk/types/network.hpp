/// \file
/// PostgreSQL's network addresses: inet, cidr, macaddr and macaddr8.
#pragma once

#include <tusk/types/fixed.hpp>

#include <array>
#include <compare>
#include <span>

namespace tusk {

/// The kinds of address that inet and cidr hold. The numbers are the ones of the wire.
enum class address_family : std::uint8_t { ipv4 = 2, ipv6 = 3 };

/// An IPv4 or IPv6 address with the length of its network's prefix in bits: a host within a network.
class inet {
public:
    using ipv4_bytes = std::array<std::byte, 4>;
    using ipv6_bytes = std::array<std::byte, 16>;

    /// 0.0.0.0, all of its bits being the prefix.
    inet() noexcept = default;
    /// An IPv4 address, its bytes in the order in which they are written.
    /// \throws conversion_error unless the prefix has 0 to 32 bits.
    [[nodiscard]] TUSK_API static inet ipv4(const ipv4_bytes& address, int prefix_length = 32);
    /// An IPv6 address, its bytes in the order in which they are written.
    /// \throws conversion_error unless the prefix has 0 to 128 bits.
    [[nodiscard]] TUSK_API static inet ipv6(const ipv6_bytes& address, int prefix_length = 128);

    [[nodiscard]] address_family family() const noexcept { return family_; }
    /// The address: 4 or 16 bytes, good as long as this object.
    [[nodiscard]] std::span<const std::byte> bytes() const noexcept {
        return std::span(bytes_).first(family_ == address_family::ipv4 ? 4 : 16);
    }
    /// How many bits from the left name the network: 0 to 32 or 128.
    [[nodiscard]] int prefix_length() const noexcept { return prefix_length_; }
    /// Whether the prefix is the whole address, so that there is one host in the network.
    [[nodiscard]] bool is_single_host() const noexcept {
        return prefix_length_ == static_cast<int>(bytes().size()) * 8;
    }
    /// Whether all bits right of the prefix are zero, as they are in a cidr.
    [[nodiscard]] TUSK_API bool is_network() const noexcept;

    /// What the server prints: "192.168.1.5/24", "2001:db8::1"; the prefix is left out where it is the whole address.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes, and an IPv6 address in every form of RFC 4291, section 2.2.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static inet parse(std::string_view text);

    /// Equal addresses with equal prefixes, as the server's `=`.
    friend bool operator==(const inet&, const inet&) noexcept = default;

private:
    inet(address_family family, std::span<const std::byte> address, int prefix_length);

    ipv6_bytes bytes_{}; // an IPv4 address takes the first four, and zeros follow
    address_family family_ = address_family::ipv4;
    std::uint8_t prefix_length_ = 32;
};

/// A network: an address none of whose bits right of the prefix is set.
class cidr {
public:
    /// 0.0.0.0/32.
    cidr() noexcept = default;
    /// \throws conversion_error when a bit right of the prefix is set.
    TUSK_API explicit cidr(const inet& network);

    [[nodiscard]] const inet& network() const noexcept { return network_; }
    /// Every network is an address, too.
    operator const inet&() const noexcept { return network_; } // NOLINT(google-explicit-constructor): as in SQL
    [[nodiscard]] address_family family() const noexcept { return network_.family(); }
    [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return network_.bytes(); }
    [[nodiscard]] int prefix_length() const noexcept { return network_.prefix_length(); }

    /// What the server prints, always with the prefix: "192.168.1.0/24", "::1/128".
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// As inet::parse.
    /// \throws conversion_error also when a bit right of the prefix is set.
    [[nodiscard]] TUSK_API static cidr parse(std::string_view text);

    friend bool operator==(const cidr&, const cidr&) noexcept = default;

private:
    inet network_;
};

/// A hardware address of six bytes (EUI-48) in the order in which they are written.
struct macaddr {
    std::array<std::byte, 6> bytes{};

    /// "08:00:2b:01:02:03", as the server prints it.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads the form that to_string() writes, in either case.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static macaddr parse(std::string_view text);

    /// The server's order: byte by byte.
    friend constexpr auto operator<=>(const macaddr&, const macaddr&) noexcept = default;
};

/// A hardware address of eight bytes (EUI-64) in the order in which they are written.
struct macaddr8 {
    std::array<std::byte, 8> bytes{};

    /// "08:00:2b:01:02:03:04:05", as the server prints it.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads the form that to_string() writes, in either case.
    /// \throws conversion_error when `text` is anything else.
    [[nodiscard]] TUSK_API static macaddr8 parse(std::string_view text);

    /// The server's order: byte by byte.
    friend constexpr auto operator<=>(const macaddr8&, const macaddr8&) noexcept = default;
};

namespace detail {

/// Reads the binary form that inet and cidr share; of a cidr, bits right of the prefix are malformed.
[[nodiscard]] TUSK_API inet read_network(byte_view bytes, oid column);
/// \throws conversion_error when the target is a cidr and a bit right of the prefix is set.
TUSK_API void write_network(byte_writer& out, const inet& value, oid target);

/// inet goes where cidr goes and the other way round; the server holds both in one form.
[[nodiscard]] constexpr std::optional<format> writes_network(oid parameter) noexcept {
    if (parameter == oid::inet || parameter == oid::cidr || is_unspecified(parameter)) return format::binary;
    return is_character_type(parameter) ? std::optional(format::text) : std::nullopt;
}

/// The codec of a hardware address: its bytes as they are.
template <class T, oid Type, oid ArrayType>
struct hardware_address_codec {
    static constexpr oid type = Type;
    static constexpr oid array_type = ArrayType;
    static constexpr std::size_t fixed_size = sizeof(T::bytes);
    static T load(const std::byte* bytes) noexcept {
        T value;
        std::memcpy(value.bytes.data(), bytes, fixed_size);
        return value;
    }

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static T read_binary(byte_view bytes, oid column) {
        require_size(bytes, fixed_size, column);
        return load(bytes.data());
    }
    static T read_text(std::string_view text, oid) { return T::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return writes_own_type(type, parameter); }
    static void write_binary(byte_writer& out, const T& value, oid) { out.bytes(value.bytes); }
    static void write_text(byte_writer& out, const T& value, oid) { out.text(value.to_string()); }
};

} // namespace detail

/// tusk::inet ↔ inet; also reads cidr, and is sent as one where it is a network.
template <>
struct codec<inet> {
    static constexpr oid type = oid::inet;
    static constexpr oid array_type = oid::inet_array;

    static constexpr bool reads(oid column) noexcept { return column == oid::inet || column == oid::cidr; }
    static inet read_binary(byte_view bytes, oid column) { return detail::read_network(bytes, column); }
    static inet read_text(std::string_view text, oid column) {
        return column == oid::cidr ? cidr::parse(text).network() : inet::parse(text);
    }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return detail::writes_network(parameter); }
    static void write_binary(byte_writer& out, const inet& value, oid parameter) {
        detail::write_network(out, value, detail::target_type(type, parameter));
    }
    static void write_text(byte_writer& out, const inet& value, oid) { out.text(value.to_string()); }
};

/// tusk::cidr ↔ cidr; it is sent as inet, too.
template <>
struct codec<cidr> {
    static constexpr oid type = oid::cidr;
    static constexpr oid array_type = oid::cidr_array;

    static constexpr bool reads(oid column) noexcept { return column == type; }
    static cidr read_binary(byte_view bytes, oid column) { return cidr(detail::read_network(bytes, column)); }
    static cidr read_text(std::string_view text, oid) { return cidr::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept { return detail::writes_network(parameter); }
    static void write_binary(byte_writer& out, const cidr& value, oid parameter) {
        detail::write_network(out, value, detail::target_type(type, parameter));
    }
    static void write_text(byte_writer& out, const cidr& value, oid) { out.text(value.to_string()); }
};

/// tusk::macaddr ↔ macaddr, tusk::macaddr8 ↔ macaddr8.
template <>
struct codec<macaddr> : detail::hardware_address_codec<macaddr, oid::macaddr, oid::macaddr_array> {};
template <>
struct codec<macaddr8> : detail::hardware_address_codec<macaddr8, oid::macaddr8, oid::macaddr8_array> {};

} // namespace tusk
