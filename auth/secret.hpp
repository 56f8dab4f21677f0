/// \file
/// Memory for passwords and what derives from them: wiped whenever it is given back.
#pragma once

#include <tusk/protocol/bytes.hpp>

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace tusk::auth {

/// An allocator that overwrites memory before it frees it. A vector with it leaves no copy behind when it grows, which
/// neither std::string (short ones live inside the object) nor wiping by hand before the end of a scope can promise.
template <class T>
struct wiping_allocator {
    using value_type = T;

    wiping_allocator() = default;
    template <class U>
    explicit(false) wiping_allocator(const wiping_allocator<U>&) noexcept {}

    [[nodiscard]] T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
    void deallocate(T* memory, std::size_t count) noexcept {
        protocol::secure_wipe(memory, count * sizeof(T));
        std::allocator<T>().deallocate(memory, count);
    }
    friend bool operator==(const wiping_allocator&, const wiping_allocator&) noexcept { return true; }
};

/// A sequence whose memory is wiped whenever it is freed.
template <class T>
using wiped_vector = std::vector<T, wiping_allocator<T>>;

/// A password, or another text that nobody else may see. It has one owner, prints nowhere, and is wiped at its end.
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
    void wipe() noexcept { wiped_vector<char>().swap(characters_); }

private:
    wiped_vector<char> characters_;
};

} // namespace tusk::auth
