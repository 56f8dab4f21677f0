#include "auth/md5.hpp"

#include "auth/crypto.hpp"

#include <tusk/error.hpp>

namespace tusk::auth {

namespace {

void append_hex(secret& text, protocol::byte_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (const std::byte b : bytes) {
        text.push_back(digits[std::to_integer<std::size_t>(b >> 4)]);
        text.push_back(digits[std::to_integer<std::size_t>(b & std::byte{0x0f})]);
    }
}

digest md5(const secret& text) {
    try {
        return hash(hash_algorithm::md5, text.bytes());
    } catch (const not_supported_error&) {
        throw not_supported_error("the server asks for an MD5 password, and OpenSSL offers no MD5 here, perhaps "
                                  "because it runs in FIPS mode: let the server store the password for SCRAM (set "
                                  "password_encryption to scram-sha-256, then set the password again)");
    }
}

} // namespace

secret md5_password(std::string_view user, const secret& password, protocol::byte_view salt) {
    secret salted = password.clone();
    salted.append(user);
    // What the server stores is hex(md5(password + user)): whoever holds it can log in, so it is a secret as well.
    secret stored;
    append_hex(stored, md5(salted).bytes());
    stored.append(protocol::as_text(salt));
    secret answer("md5");
    append_hex(answer, md5(stored).bytes());
    return answer;
}

} // namespace tusk::auth
