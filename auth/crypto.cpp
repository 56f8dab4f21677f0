#include "auth/crypto.hpp"

#include <tusk/error.hpp>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <limits>
#include <string>

namespace tusk::auth {

namespace {

struct hash_description {
    const char* name;
    const EVP_MD* (*implementation)();
    std::size_t size;
};

const hash_description& description_of(hash_algorithm algorithm) noexcept {
    static constexpr hash_description descriptions[] = {
        {"MD5", EVP_md5, 16}, {"SHA-1", EVP_sha1, 20}, {"SHA-256", EVP_sha256, 32}};
    return descriptions[static_cast<std::size_t>(algorithm)];
}

const unsigned char* to_openssl(protocol::byte_view bytes) noexcept {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* to_openssl(std::span<std::byte> bytes) noexcept {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

[[noreturn]] void throw_not_offered(hash_algorithm algorithm, const char* operation) {
    // What OpenSSL queued up would otherwise be taken for the cause of this thread's next TLS failure.
    ERR_clear_error();
    throw not_supported_error(std::string("OpenSSL does not offer ") + operation + description_of(algorithm).name +
                              " here, perhaps because it runs in FIPS mode: use another authentication method, or "
                              "another OpenSSL configuration");
}

int checked_int(std::size_t number, const char* what) {
    if (number > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw interface_error(std::string(what) + " of " + std::to_string(number) +
                              " is more than a key derivation takes (2147483647)");
    return static_cast<int>(number);
}

} // namespace

std::size_t digest_size(hash_algorithm algorithm) noexcept { return description_of(algorithm).size; }

digest hash(hash_algorithm algorithm, protocol::byte_view text) {
    digest result(digest_size(algorithm));
    if (EVP_Digest(text.data(), text.size(), to_openssl(result.memory()), nullptr,
                   description_of(algorithm).implementation(), nullptr) != 1)
        throw_not_offered(algorithm, "");
    return result;
}

digest hmac(hash_algorithm algorithm, protocol::byte_view key, protocol::byte_view text) {
    digest result(digest_size(algorithm));
    if (HMAC(description_of(algorithm).implementation(), key.data(), checked_int(key.size(), "a key size"),
             to_openssl(text), text.size(), to_openssl(result.memory()), nullptr) == nullptr)
        throw_not_offered(algorithm, "HMAC-");
    return result;
}

digest pbkdf2(hash_algorithm algorithm, const secret& password, protocol::byte_view salt, std::uint32_t iterations) {
    digest result(digest_size(algorithm));
    if (PKCS5_PBKDF2_HMAC(password.text().data(), checked_int(password.size(), "a password size"), to_openssl(salt),
                          checked_int(salt.size(), "a salt size"), checked_int(iterations, "an iteration count"),
                          description_of(algorithm).implementation(), checked_int(result.size(), "a key size"),
                          to_openssl(result.memory())) != 1)
        throw_not_offered(algorithm, "PBKDF2 with HMAC-");
    return result;
}

bool equal_in_constant_time(protocol::byte_view a, protocol::byte_view b) noexcept {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void fill_with_random(std::span<std::byte> bytes) {
    if (RAND_bytes(to_openssl(bytes), checked_int(bytes.size(), "a number of random bytes")) == 1) return;
    ERR_clear_error();
    throw operational_error("OpenSSL's random generator gives no bytes, so that no safe login is possible: check the "
                            "system's source of entropy");
}

} // namespace tusk::auth
