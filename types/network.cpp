#include "types/network_text.hpp"

#include <tusk/types/network.hpp>

#include <algorithm>

namespace tusk {

namespace {

// What inet and cidr send in front of the address's bytes (network_send in the server's source).
struct network_header {
    std::uint8_t family;
    std::uint8_t prefix_length;
    std::uint8_t is_cidr;
    std::uint8_t size;
};
constexpr std::size_t header_size = 4;

network_header read_header(byte_view bytes, oid column) {
    if (bytes.size() < header_size) detail::throw_malformed(column, "it has fewer than four bytes");
    protocol::byte_reader reader(bytes);
    return {reader.number<std::uint8_t>(), reader.number<std::uint8_t>(), reader.number<std::uint8_t>(),
            reader.number<std::uint8_t>()};
}

template <class Bytes>
inet read_address(inet (*make)(const Bytes&, int), const network_header& header, byte_view address, oid column) {
    Bytes bytes;
    if (header.size != bytes.size() || address.size() != bytes.size())
        detail::throw_malformed(column, "its length is not the one of its address family");
    if (header.prefix_length > bytes.size() * 8) detail::throw_malformed(column, "a prefix longer than the address");
    std::copy(address.begin(), address.end(), bytes.begin());
    return make(bytes, header.prefix_length);
}

} // namespace

inet::inet(address_family family, std::span<const std::byte> address, int prefix_length)
    : family_(family), prefix_length_(static_cast<std::uint8_t>(prefix_length)) {
    const auto bits = static_cast<int>(address.size()) * 8;
    if (prefix_length < 0 || prefix_length > bits)
        throw conversion_error("a network prefix of " + std::to_string(prefix_length) + " bits: an address of " +
                               std::to_string(bits) + " bits takes 0 to " + std::to_string(bits));
    std::copy(address.begin(), address.end(), bytes_.begin());
}

inet inet::ipv4(const ipv4_bytes& address, int prefix_length) { return {address_family::ipv4, address, prefix_length}; }
inet inet::ipv6(const ipv6_bytes& address, int prefix_length) { return {address_family::ipv6, address, prefix_length}; }

bool inet::is_network() const noexcept {
    const auto whole = static_cast<std::size_t>(prefix_length_) / 8;
    const unsigned bits_left = prefix_length_ % 8U;
    const auto host = bytes().subspan(whole);
    if (host.empty()) return true;
    const bool first_is_clear = (std::to_integer<unsigned>(host[0]) & (0xffU >> bits_left)) == 0;
    return first_is_clear &&
           std::all_of(host.begin() + 1, host.end(), [](std::byte byte) { return byte == std::byte{0}; });
}

cidr::cidr(const inet& network) : network_(network) {
    if (!network.is_network())
        throw conversion_error(network.to_string() +
                               " is no cidr: bits right of the prefix are set; clear them, or use an inet");
}

std::string inet::to_string() const {
    std::string text = detail::address_text(*this);
    if (!is_single_host()) text += '/' + std::to_string(prefix_length_);
    return text;
}

inet inet::parse(std::string_view text) {
    const auto value = detail::parse_address(text);
    if (!value) detail::throw_bad_text(oid::inet, text);
    return *value;
}

std::string cidr::to_string() const { return detail::address_text(network_) + '/' + std::to_string(prefix_length()); }

cidr cidr::parse(std::string_view text) {
    const auto value = detail::parse_address(text);
    if (!value || !value->is_network()) detail::throw_bad_text(oid::cidr, text);
    return cidr(*value);
}

std::string macaddr::to_string() const { return detail::hardware_address_text(bytes); }
std::string macaddr8::to_string() const { return detail::hardware_address_text(bytes); }

macaddr macaddr::parse(std::string_view text) {
    macaddr value;
    if (!detail::parse_hardware_address(text, value.bytes)) detail::throw_bad_text(oid::macaddr, text);
    return value;
}

macaddr8 macaddr8::parse(std::string_view text) {
    macaddr8 value;
    if (!detail::parse_hardware_address(text, value.bytes)) detail::throw_bad_text(oid::macaddr8, text);
    return value;
}

namespace detail {

inet read_network(byte_view bytes, oid column) {
    const network_header header = read_header(bytes, column);
    if (header.is_cidr != (column == oid::cidr ? 1 : 0)) throw_malformed(column, "its mark of a cidr is wrong");
    const byte_view address = bytes.subspan(header_size);
    const auto family = static_cast<address_family>(header.family);
    if (family != address_family::ipv4 && family != address_family::ipv6)
        throw_malformed(column, "neither IPv4 nor IPv6");
    const inet value = family == address_family::ipv4 ? read_address(&inet::ipv4, header, address, column)
                                                      : read_address(&inet::ipv6, header, address, column);
    if (column == oid::cidr && !value.is_network()) throw_malformed(column, "bits right of the prefix are set");
    return value;
}

void write_network(byte_writer& out, const inet& value, oid target) {
    if (target == oid::cidr) static_cast<void>(cidr(value)); // refuses what is no network
    out.number(static_cast<std::uint8_t>(value.family()));
    out.number(static_cast<std::uint8_t>(value.prefix_length()));
    out.number(std::uint8_t{target == oid::cidr});
    out.number(static_cast<std::uint8_t>(value.bytes().size()));
    out.bytes(value.bytes());
}

} // namespace detail

} // namespace tusk
