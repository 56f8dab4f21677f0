#include "auth/saslprep_nfkc.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <tuple>

namespace tusk::auth {

namespace {

struct combining_class_range {
    char32_t first;
    char32_t last;
    std::uint8_t combining_class;
};
struct decomposition {
    char32_t character;
    std::uint16_t begin; // in decomposition_text
    std::uint16_t length;
};
struct composition {
    char32_t first;
    char32_t second;
    char32_t composite;
};

#include "auth/saslprep_nfkc_tables.inc"

// Hangul syllables are computed from their consonants and vowels (Unicode Standard, section 3.12, whose names these
// are).
namespace hangul {

constexpr char32_t s_base = 0xAC00, l_base = 0x1100, v_base = 0x1161, t_base = 0x11A7;
constexpr char32_t l_count = 19, v_count = 21, t_count = 28;
constexpr char32_t s_count = l_count * v_count * t_count;

bool is_syllable(char32_t c) noexcept { return c - s_base < s_count; }

void decompose(char32_t syllable, code_points& out) {
    const char32_t index = syllable - s_base;
    out.push_back(l_base + index / (v_count * t_count));
    out.push_back(v_base + index / t_count % v_count);
    if (index % t_count != 0) out.push_back(t_base + index % t_count);
}

// The syllable that the two make, or 0.
char32_t compose(char32_t first, char32_t second) noexcept {
    if (first - l_base < l_count && second - v_base < v_count)
        return s_base + ((first - l_base) * v_count + (second - v_base)) * t_count;
    const bool open_syllable = is_syllable(first) && (first - s_base) % t_count == 0;
    // t_base itself stands for "no final consonant" and is no character of that kind.
    if (open_syllable && second - (t_base + 1) < t_count - 1) return first + (second - t_base);
    return 0;
}

} // namespace hangul

unsigned combining_class(char32_t c) noexcept {
    const auto* range = std::lower_bound(std::begin(combining_classes), std::end(combining_classes), c,
                                         [](const combining_class_range& r, char32_t x) { return r.last < x; });
    return range != std::end(combining_classes) && range->first <= c ? range->combining_class : 0;
}

void decompose(char32_t c, code_points& out) {
    if (hangul::is_syllable(c)) return hangul::decompose(c, out);
    const auto* found = std::lower_bound(std::begin(decompositions), std::end(decompositions), c,
                                         [](const decomposition& d, char32_t x) { return d.character < x; });
    if (found == std::end(decompositions) || found->character != c) return out.push_back(c);
    const char32_t* parts = decomposition_text + found->begin;
    out.insert(out.end(), parts, parts + found->length);
}

// The primary composite of the two, or 0.
char32_t compose(char32_t first, char32_t second) noexcept {
    if (const char32_t syllable = hangul::compose(first, second)) return syllable;
    const auto* found =
        std::lower_bound(std::begin(compositions), std::end(compositions), std::tie(first, second),
                         [](const composition& c, const auto& pair) { return std::tie(c.first, c.second) < pair; });
    const bool composes = found != std::end(compositions) && found->first == first && found->second == second;
    return composes ? found->composite : 0;
}

// Sorts each run of marks by combining class, equal ones left in order. By insertion, since std::stable_sort would
// leave pieces of the password in a buffer of its own; runs of marks are a few characters long.
void order_canonically(code_points& text) noexcept {
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char32_t mark = text[i];
        const unsigned its_class = combining_class(mark);
        if (its_class == 0) continue;
        std::size_t place = i;
        for (; place > 0 && combining_class(text[place - 1]) > its_class; --place) text[place] = text[place - 1];
        text[place] = mark;
    }
}

// Joins each character to the last starter before it, unless something between the two blocks it (UAX #15, D115-D117).
void compose_in_place(code_points& text) noexcept {
    std::size_t starter = 0;
    std::size_t end = 1; // of what is composed so far
    for (std::size_t i = 1; i < text.size(); ++i) {
        const unsigned its_class = combining_class(text[i]);
        const bool adjacent = starter + 1 == end;
        const bool blocked = !adjacent && combining_class(text[end - 1]) >= its_class;
        const char32_t composite = blocked ? 0 : compose(text[starter], text[i]);
        if (composite != 0) {
            text[starter] = composite;
            continue;
        }
        if (its_class == 0) starter = end;
        text[end++] = text[i];
    }
    text.resize(std::min(end, text.size()));
}

} // namespace

code_points normalise_nfkc(const code_points& text) {
    code_points result;
    result.reserve(text.size());
    for (const char32_t c : text) decompose(c, result);
    order_canonically(result);
    compose_in_place(result);
    return result;
}

} // namespace tusk::auth
