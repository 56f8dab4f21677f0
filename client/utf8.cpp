#include "client/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace tusk {

namespace {

/// What may follow a leading byte: how many bytes, and the range of the first of them; the others are 0x80 to 0xBF.
struct continuation {
    std::uint8_t count;
    std::uint8_t least;
    std::uint8_t most;
};

// The syntax of UTF-8 byte sequences, RFC 3629 section 4. A count of 0: this byte leads nothing.
constexpr continuation behind(std::uint8_t lead) noexcept {
    if (lead >= 0xC2 && lead <= 0xDF) return {1, 0x80, 0xBF};
    if (lead == 0xE0) return {2, 0xA0, 0xBF};
    if (lead == 0xED) return {2, 0x80, 0x9F};
    if (lead >= 0xE1 && lead <= 0xEF) return {2, 0x80, 0xBF};
    if (lead == 0xF0) return {3, 0x90, 0xBF};
    if (lead >= 0xF1 && lead <= 0xF3) return {3, 0x80, 0xBF};
    if (lead == 0xF4) return {3, 0x80, 0x8F};
    return {0, 0, 0};
}

/// How many characters below 0x80 `text` begins with, counted in eights.
std::size_t ascii_prefix(std::string_view text) noexcept {
    std::size_t size = 0;
    for (std::uint64_t eight = 0; text.size() - size >= sizeof eight; size += sizeof eight) {
        std::memcpy(&eight, text.data() + size, sizeof eight);
        if ((eight & 0x8080'8080'8080'8080) != 0) break;
    }
    return size;
}

} // namespace

bool is_utf8(std::string_view text) noexcept {
    const auto byte_at = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    for (std::size_t i = ascii_prefix(text); i < text.size();) {
        const std::uint8_t lead = byte_at(i++);
        if (lead < 0x80) continue;
        const continuation wanted = behind(lead);
        if (wanted.count == 0 || text.size() - i < wanted.count) return false;
        if (byte_at(i) < wanted.least || byte_at(i) > wanted.most) return false;
        for (std::size_t k = 1; k < wanted.count; ++k)
            if ((byte_at(i + k) & 0xC0) != 0x80) return false;
        i += wanted.count;
    }
    return true;
}

} // namespace tusk
