// What all readers of the server's texts do.
#pragma once

#include <tusk/codec.hpp>

#include <charconv>
#include <string_view>

namespace tusk::detail {

/// Reads a text from left to right; each part throws conversion_error, showing the whole text, when it is not there.
class text_reader {
public:
    text_reader(std::string_view text, type_ref type) noexcept : whole_(text), rest_(text), type_(type) {}

    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }
    [[nodiscard]] bool take(char wanted) noexcept {
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    [[nodiscard]] bool take(std::string_view wanted) noexcept {
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(wanted.size());
        return true;
    }
    void expect(char wanted) {
        if (!take(wanted)) fail();
    }
    void expect(std::string_view wanted) {
        if (!take(wanted)) fail();
    }
    /// An integer that `T` holds.
    template <class T>
    [[nodiscard]] T number() {
        T value = 0;
        const auto [stop, trouble] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (trouble != std::errc{}) fail();
        rest_.remove_prefix(static_cast<std::size_t>(stop - rest_.data()));
        return value;
    }
    /// The end of the text.
    void finish() const {
        if (!rest_.empty()) fail();
    }
    [[noreturn]] void fail() const { throw_bad_text(type_, whole_); }

protected:
    std::string_view whole_;
    std::string_view rest_;
    type_ref type_;
};

} // namespace tusk::detail
