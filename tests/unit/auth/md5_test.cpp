#include "auth/md5.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>
#include <openssl/evp.h>

#include <string>

using namespace tusk::auth;
using tusk::protocol::as_bytes;

namespace {

const std::string salt("\x01\x00\xff,", 4);

} // namespace

TEST_CASE("an MD5 password is hashed with the user's name, then with the salt") {
    CHECK(md5_password("alice", secret("pencil"), as_bytes(salt)).text() == "md56ae25e774f439f8b59ead8a0d4656406");
}

TEST_CASE("an MD5 password is used byte for byte, whatever its characters") {
    CHECK(md5_password("alice", secret("Schl\xc3\xbcssel"), as_bytes(salt)).text() ==
          "md56620b9e60786c9a6c0a299c1c4bad1da");
}

TEST_CASE("without MD5 in OpenSSL the error says so and names the way out") {
    struct only_fips {
        only_fips() { REQUIRE(EVP_set_default_properties(nullptr, "fips=yes") == 1); }
        ~only_fips() { EVP_set_default_properties(nullptr, ""); }
    };
    const only_fips mode;
    CHECK_THROWS_AS(md5_password("alice", secret("pencil"), as_bytes(salt)), tusk::not_supported_error);
    CHECK_THROWS_WITH(md5_password("alice", secret("pencil"), as_bytes(salt)),
                      Catch::Contains("FIPS") && Catch::Contains("password_encryption to scram-sha-256") &&
                          !Catch::Contains("pencil"));
}
