#include "types/ascii.hpp"

#include <tusk/types/money.hpp>

#include <utility>

namespace tusk {

namespace {

constexpr std::string_view minus_sign = "\xe2\x88\x92"; // U+2212

// What locales put between an amount's digits: points, blanks and apostrophes of several kinds.
constexpr std::string_view separators[] = {
    ".",
    ",",
    " ",
    "'",
    "\xc2\xa0",     // U+00A0 no-break space
    "\xc2\xb7",     // U+00B7 middle dot
    "\xd9\xab",     // U+066B Arabic decimal separator
    "\xd9\xac",     // U+066C Arabic thousands separator
    "\xe2\x80\x89", // U+2009 thin space
    "\xe2\x80\x99", // U+2019 right single quotation mark
    "\xe2\x80\xaf", // U+202F narrow no-break space
};

bool is_separator(std::string_view text) noexcept {
    for (const std::string_view separator : separators)
        if (text == separator) return true;
    return false;
}

// Takes an amount apart: what stands before the digits, the digits with what separates them, what stands behind.
class money_reader {
public:
    explicit money_reader(std::string_view text) noexcept : whole_(text) {}

    [[nodiscard]] money read() {
        const std::size_t first = find_digit(0);
        if (first == whole_.size()) fail();
        const std::size_t last = whole_.find_last_of("0123456789");
        for (std::size_t i = first; i <= last;) i = take_digit(i, last);
        const std::string_view before = whole_.substr(0, first);
        const std::string_view behind = whole_.substr(last + 1);
        return {with_sign(is_negative(before, behind))};
    }

private:
    [[nodiscard]] std::size_t find_digit(std::size_t from) const noexcept {
        while (from < whole_.size() && !detail::is_digit(whole_[from])) ++from;
        return from;
    }

    // Counts a digit, and goes over one separator to the next.
    std::size_t take_digit(std::size_t position, std::size_t last) {
        const auto digit = static_cast<std::uint64_t>(whole_[position] - '0');
        if (__builtin_mul_overflow(magnitude_, std::uint64_t{10}, &magnitude_) ||
            __builtin_add_overflow(magnitude_, digit, &magnitude_))
            detail::throw_out_of_range(whole_, "money");
        const std::size_t next = find_digit(++position);
        if (position <= last && next != position && !is_separator(whole_.substr(position, next - position))) fail();
        return next;
    }

    // A currency's sign and blanks may surround the digits, and one sign, or a pair of parentheses, says that they are
    // below zero.
    [[nodiscard]] bool is_negative(std::string_view before, std::string_view behind) const {
        require_decent(before);
        require_decent(behind);
        const std::size_t minuses =
            count(before, "-") + count(behind, "-") + count(before, minus_sign) + count(behind, minus_sign);
        const std::size_t pluses = count(before, "+") + count(behind, "+");
        const std::size_t opening = count(before, "(");
        const bool paired = opening == count(behind, ")") && count(before, ")") == 0 && count(behind, "(") == 0;
        if (!paired || minuses + pluses + opening > 1) fail();
        return minuses + opening != 0;
    }

    // Neither control characters nor quotes or the like: a currency's sign is made of letters, points and symbols.
    void require_decent(std::string_view text) const {
        constexpr std::string_view odd = "!\"#%&*:;<=>?@[\\]^_`{|}~\x7f";
        for (const char c : text)
            if (static_cast<unsigned char>(c) < ' ' || odd.find(c) != std::string_view::npos) fail();
    }

    [[nodiscard]] static std::size_t count(std::string_view text, std::string_view sign) noexcept {
        std::size_t found = 0;
        for (auto i = text.find(sign); i != std::string_view::npos; i = text.find(sign, i + sign.size())) ++found;
        return found;
    }

    [[nodiscard]] std::int64_t with_sign(bool negative) const {
        const std::uint64_t largest = std::uint64_t{INT64_MAX} + (negative ? 1 : 0);
        if (magnitude_ > largest) detail::throw_out_of_range(whole_, "money");
        return static_cast<std::int64_t>(negative ? ~magnitude_ + 1 : magnitude_);
    }

    [[noreturn]] void fail() const { detail::throw_bad_text(oid::money, whole_); }

    std::string_view whole_;
    std::uint64_t magnitude_ = 0;
};

} // namespace

money money::parse(std::string_view text) { return money_reader(text).read(); }

void codec<money>::write_text(byte_writer&, money, oid) {
    throw conversion_error("an amount of money has no text that means the same under every lc_monetary: send it to a "
                           "parameter of type money, or choose the text and send it as a string");
}

} // namespace tusk
