#include "types/network_text.hpp"

#include "types/hex.hpp"

#include <algorithm>
#include <charconv>

namespace tusk::detail {

namespace {

constexpr std::size_t group_count = 8;
using groups = std::array<std::uint16_t, group_count>;

// A stretch of groups that are zero.
struct zero_run {
    std::size_t begin = 0;
    std::size_t size = 0;
    [[nodiscard]] std::size_t end() const noexcept { return begin + size; }
};

groups to_groups(std::span<const std::byte> bytes) noexcept {
    groups words{};
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = protocol::load_big_endian<std::uint16_t>(bytes.data() + 2 * i);
    return words;
}

// The longest run, of several the first; one group alone is none.
zero_run longest_zeros(const groups& words) noexcept {
    zero_run best;
    zero_run run;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] != 0) continue;
        if (run.end() != i) run = {i, 0};
        ++run.size;
        if (run.size > best.size) best = run;
    }
    return best.size < 2 ? zero_run{} : best;
}

// IPv4-compatible (::1.2.3.4) and IPv4-mapped (::ffff:1.2.3.4) addresses end as IPv4 does.
bool embeds_ipv4(const groups& words, zero_run zeros) noexcept {
    return zeros.begin == 0 && (zeros.size == 6 || (zeros.size == 5 && words[5] == 0xffff));
}

void append_ipv4(std::string& text, std::span<const std::byte> bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i != 0) text += '.';
        text += std::to_string(std::to_integer<unsigned>(bytes[i]));
    }
}

void append_group(std::string& text, std::uint16_t word) {
    char digits[4];
    const auto end = std::to_chars(std::begin(digits), std::end(digits), word, 16).ptr;
    text.append(digits, static_cast<std::size_t>(end - digits));
}

std::string ipv6_text(std::span<const std::byte> bytes) {
    const groups words = to_groups(bytes);
    const zero_run zeros = longest_zeros(words);
    const std::size_t end = embeds_ipv4(words, zeros) ? group_count - 2 : group_count;
    std::string text;
    for (std::size_t i = 0; i < end;) {
        if (zeros.size != 0 && i == zeros.begin) {
            text += "::";
            i = zeros.end();
            continue;
        }
        if (!text.empty() && !text.ends_with(':')) text += ':';
        append_group(text, words[i++]);
    }
    if (end == group_count) return text;
    if (!text.ends_with(':')) text += ':';
    append_ipv4(text, bytes.subspan(2 * end));
    return text;
}

// A decimal number up to `largest` without leading zeros, which some programs would take for octal.
std::optional<unsigned> take_number(std::string_view& text, unsigned largest) noexcept {
    unsigned value = 0;
    const auto [stop, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
    const auto size = static_cast<std::size_t>(stop - text.data());
    if (trouble != std::errc{} || value > largest || (size > 1 && text[0] == '0')) return std::nullopt;
    text.remove_prefix(size);
    return value;
}

bool take(std::string_view& text, std::string_view wanted) noexcept {
    if (!text.starts_with(wanted)) return false;
    text.remove_prefix(wanted.size());
    return true;
}

bool parse_ipv4(std::string_view text, std::span<std::byte, 4> bytes) noexcept {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i != 0 && !take(text, ".")) return false;
        const auto octet = take_number(text, 255);
        if (!octet) return false;
        bytes[i] = static_cast<std::byte>(*octet);
    }
    return text.empty();
}

// Reads the groups of an IPv6 address from left to right; "::" leaves a gap that is filled with zeros at the end.
class ipv6_reader {
public:
    explicit ipv6_reader(std::string_view text) noexcept : rest_(text) {}

    [[nodiscard]] bool read(inet::ipv6_bytes& bytes) noexcept {
        if (take(rest_, "::")) gap_ = 0;
        bool more = !rest_.empty();
        while (more) {
            if (!take_part()) return false;
            more = !rest_.empty();
            if (take(rest_, "::")) {
                if (gap_) return false;
                gap_ = size_;
                more = !rest_.empty();
            } else if (more && !take(rest_, ":")) {
                return false;
            }
        }
        if (gap_ ? size_ >= bytes_.size() : size_ != bytes_.size()) return false;
        const auto gap = bytes_.begin() + static_cast<std::ptrdiff_t>(gap_.value_or(size_));
        std::rotate(gap, bytes_.begin() + static_cast<std::ptrdiff_t>(size_), bytes_.end());
        bytes = bytes_;
        return true;
    }

private:
    // A group of one to four digits, or an IPv4 address at the end of everything.
    bool take_part() noexcept {
        const std::span<std::byte> room = std::span(bytes_).subspan(size_);
        if (rest_.find('.') != std::string_view::npos && rest_.find(':') == std::string_view::npos) {
            if (room.size() < 4 || !parse_ipv4(rest_, room.first<4>())) return false;
            rest_ = {};
            size_ += 4;
            return true;
        }
        std::uint16_t word = 0;
        const auto [stop, trouble] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), word, 16);
        const auto size = static_cast<std::size_t>(stop - rest_.data());
        if (trouble != std::errc{} || size > 4 || room.size() < 2) return false;
        protocol::store_big_endian(room.data(), word);
        rest_.remove_prefix(size);
        size_ += 2;
        return true;
    }

    std::string_view rest_;
    inet::ipv6_bytes bytes_{};
    std::size_t size_ = 0;           // bytes read so far
    std::optional<std::size_t> gap_; // where "::" stood
};

// What stands behind the address: nothing, or a slash and the number of bits.
std::optional<int> parse_prefix(std::string_view text, int bits) noexcept {
    if (text.empty()) return bits;
    text.remove_prefix(1);
    const auto length = take_number(text, static_cast<unsigned>(bits));
    if (!length || !text.empty()) return std::nullopt;
    return static_cast<int>(*length);
}

template <class Bytes>
std::optional<inet> with_prefix(inet (*make)(const Bytes&, int), const Bytes& bytes, std::string_view prefix) {
    const auto length = parse_prefix(prefix, static_cast<int>(bytes.size()) * 8);
    return length ? std::optional(make(bytes, *length)) : std::nullopt;
}

} // namespace

std::string address_text(const inet& value) {
    if (value.family() == address_family::ipv6) return ipv6_text(value.bytes());
    std::string text;
    append_ipv4(text, value.bytes());
    return text;
}

std::optional<inet> parse_address(std::string_view text) {
    const std::size_t slash = std::min(text.find('/'), text.size());
    const std::string_view address = text.substr(0, slash);
    const std::string_view prefix = text.substr(slash);
    if (inet::ipv4_bytes bytes{}; parse_ipv4(address, bytes)) return with_prefix(&inet::ipv4, bytes, prefix);
    if (inet::ipv6_bytes bytes{}; ipv6_reader(address).read(bytes)) return with_prefix(&inet::ipv6, bytes, prefix);
    return std::nullopt;
}

std::string hardware_address_text(std::span<const std::byte> bytes) {
    std::string text(bytes.size() * 3 - 1, ':');
    for (std::size_t i = 0; i < bytes.size(); ++i) print_hex(text.data() + 3 * i, bytes[i]);
    return text;
}

bool parse_hardware_address(std::string_view text, std::span<std::byte> bytes) {
    if (text.size() != bytes.size() * 3 - 1) return false;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i != 0 && text[3 * i - 1] != ':') return false;
        if (!parse_hex(text.data() + 3 * i, bytes[i])) return false;
    }
    return true;
}

} // namespace tusk::detail
