/// \file
/// A password on its way from the caller to the login: a text that does not print itself and is wiped at its end.
#pragma once

#include <tusk/detail/wiping_allocator.hpp>
#include <tusk/export.hpp>

#include <concepts>
#include <cstddef>
#include <iosfwd>
#include <string_view>

namespace tusk {

/// A text that must not be seen. It converts from strings by itself, so that `params{.password = "…"}` reads naturally,
/// but back only by `view()`. Its memory is overwritten before it is freed; the string it was made from is the
/// caller's.
class secret_text {
public:
    secret_text() noexcept = default;
    /// Copies `text`.
    template <std::convertible_to<std::string_view> Text>
        requires(!std::same_as<Text, secret_text>)
    explicit(false) secret_text(const Text& text) : secret_text(view_tag{}, std::string_view(text)) {}
    secret_text(const secret_text&) = default;
    secret_text(secret_text&&) noexcept = default;
    secret_text& operator=(secret_text other) noexcept { return characters_.swap(other.characters_), *this; }
    ~secret_text() = default;

    /// The characters. The view is good until the secret changes or ends.
    [[nodiscard]] std::string_view view() const noexcept { return {characters_.data(), characters_.size()}; }
    [[nodiscard]] bool empty() const noexcept { return characters_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return characters_.size(); }

    /// Makes room for `size` characters, so that adding them one by one need not copy them.
    void reserve(std::size_t size) { characters_.reserve(size); }
    /// Adds one character.
    void push_back(char character) { characters_.push_back(character); }

    [[nodiscard]] friend bool operator==(const secret_text& left, const secret_text& right) noexcept {
        return left.view() == right.view();
    }
    /// Writes `***`, or nothing for an empty secret.
    TUSK_API friend std::ostream& operator<<(std::ostream& out, const secret_text& secret);

private:
    struct view_tag {};
    secret_text(view_tag, std::string_view text) : characters_(text.begin(), text.end()) {}

    detail::wiped_vector<char> characters_;
};

} // namespace tusk
