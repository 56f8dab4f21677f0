/// \file
/// The few things tusk asks of OpenSSL's libcrypto while it logs in, with OpenSSL's types kept out of sight.
#pragma once

#include "auth/secret.hpp"

#include <tusk/protocol/bytes.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace tusk::auth {

/// SHA-256 is SCRAM-SHA-256's; SHA-1 is only there for RFC 5802's own example; MD5 is what servers' old passwords use.
enum class hash_algorithm : std::uint8_t { md5, sha1, sha256 };

/// What a hash or a key derivation yields. Most of them are as good as a password here, so all are wiped.
class digest {
public:
    static constexpr std::size_t capacity = 32;

    digest() = default;
    /// All zero, `size` bytes long, to be written through `memory()`. `size` is at most `capacity`.
    explicit digest(std::size_t size) noexcept : size_(size) {}
    digest(const digest&) = default;
    digest& operator=(const digest&) = default;
    ~digest() { wipe(); }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] protocol::byte_view bytes() const noexcept { return {bytes_.data(), size_}; }
    [[nodiscard]] std::span<std::byte> memory() noexcept { return {bytes_.data(), size_}; }
    /// Overwrites the bytes; the digest is empty from then on.
    void wipe() noexcept {
        protocol::secure_wipe(bytes_.data(), bytes_.size());
        size_ = 0;
    }

private:
    std::array<std::byte, capacity> bytes_{};
    std::size_t size_ = 0;
};

/// The length of the algorithm's digests, in bytes.
[[nodiscard]] std::size_t digest_size(hash_algorithm algorithm) noexcept;

/// The hash of `text`.
/// \throws not_supported_error when OpenSSL does not offer the algorithm, as in FIPS mode it does not offer MD5.
[[nodiscard]] digest hash(hash_algorithm algorithm, protocol::byte_view text);

/// HMAC (RFC 2104). \throws not_supported_error as `hash` does.
[[nodiscard]] digest hmac(hash_algorithm algorithm, protocol::byte_view key, protocol::byte_view text);

/// PBKDF2 with HMAC (RFC 8018 section 5.2), one digest long: RFC 5802's Hi(). Its time grows with `iterations`, some
/// half a microsecond each, and whoever chooses that number must have been checked before.
/// \throws not_supported_error as `hash` does; interface_error when a length or the count is above 2^31 - 1.
[[nodiscard]] digest pbkdf2(hash_algorithm algorithm, const secret& password, protocol::byte_view salt,
                            std::uint32_t iterations);

/// Whether two byte runs are equal, in a time that tells nothing of where they differ. Lengths are no secret.
[[nodiscard]] bool equal_in_constant_time(protocol::byte_view a, protocol::byte_view b) noexcept;

/// Fills `bytes` from OpenSSL's random generator.
/// \throws operational_error when that has no entropy to give.
void fill_with_random(std::span<std::byte> bytes);

} // namespace tusk::auth
