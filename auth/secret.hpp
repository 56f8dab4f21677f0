/// \file
/// Texts that nobody else may see, on their way through a login.
#pragma once

#include <tusk/detail/wiping_allocator.hpp>

#include <cstddef>
#include <string_view>

namespace tusk::auth {

/// A password, or another text that nobody else may see. It has one owner, prints nowhere, and is wiped at its end. The
/// caller's own `secret_text` may be copied, and is made from any string: here that would be by accident.
class secret {
public:
    secret() = default;
    /// Copies `text`; wiping that original is its owner's business.
    explicit secret(std::string_view text) : characters_(text.begin(), text.end()) {}
    secret(secret&&) noexcept = default;
    secret& operator=(secret&&) noexcept = default;
    secret(const secret&) = delete;
    secret& operator=(const secret&) = delete;
    ~secret() = default;

    /// A second owner of the same text, asked for by name so that none arises by accident.
    [[nodiscard]] secret clone() const { return secret(text()); }

    [[nodiscard]] bool empty() const noexcept { return characters_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return characters_.size(); }
    /// The characters; the view is good until the secret changes or ends.
    [[nodiscard]] std::string_view text() const noexcept { return {characters_.data(), characters_.size()}; }
    /// The same as bytes.
    [[nodiscard]] protocol::byte_view bytes() const noexcept { return protocol::as_bytes(text()); }

    void append(std::string_view text) { characters_.insert(characters_.end(), text.begin(), text.end()); }
    void push_back(char character) { characters_.push_back(character); }
    /// Overwrites the text and lets go of it.
    void wipe() noexcept { detail::wiped_vector<char>().swap(characters_); }

private:
    detail::wiped_vector<char> characters_;
};

} // namespace tusk::auth
