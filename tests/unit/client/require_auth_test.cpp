// The grammar of require_auth, as libpq 18 has it.
#include "client/require_auth.hpp"

#include <tusk/error.hpp>
#include <tusk/params.hpp>

#include <catch2/catch.hpp>

#include <string>

using namespace tusk;
using auth::auth_method;
using auth::method_set;
using Catch::Contains;

namespace {

/// The methods that a value allows, in words; or what is wrong with it.
std::string read(const std::string& value) {
    try {
        return client::read_require_auth(value).names();
    } catch (const programming_error& thrown) {
        return thrown.what();
    }
}

} // namespace

TEST_CASE("require_auth: nothing given allows everything") {
    CHECK(client::read_require_auth("") == method_set::all());
    CHECK(read("") == "none, password, md5, gss, sspi, scram-sha-256, oauth");
}

TEST_CASE("require_auth: each method by its name") {
    for (const char* name : {"none", "password", "md5", "gss", "sspi", "scram-sha-256", "oauth"})
        CHECK(read(name) == std::string(name));
    CHECK(read("scram-sha-256,md5") == "md5, scram-sha-256");
    CHECK(read("none,oauth,sspi,gss") == "none, gss, sspi, oauth");
}

TEST_CASE("require_auth: what is negated is taken from the whole") {
    CHECK(read("!none") == "password, md5, gss, sspi, scram-sha-256, oauth");
    CHECK(read("!password,!md5") == "none, gss, sspi, scram-sha-256, oauth");
    CHECK(read("!password,!md5,!gss,!sspi,!scram-sha-256,!oauth") == "none");
    CHECK(read("!none,!password,!md5,!gss,!sspi,!scram-sha-256,!oauth") == "nothing");
}

TEST_CASE("require_auth: the two ways of writing do not mix") {
    for (const char* value : {"password,!md5", "!password,md5", "none,!none", "!none,none"})
        CHECK_THAT(read(value), Contains("cannot stand beside names that are written the other way"));
    CHECK_THAT(read("password,!md5"), Contains("\"!md5\""));
}

TEST_CASE("require_auth: no method stands there twice") {
    for (const char* value :
         {"md5,md5", "none,none", "scram-sha-256,md5,scram-sha-256", "!gss,!gss", "!none,!none", "oauth,none,oauth"})
        CHECK_THAT(read(value), Contains("stands there twice"));
    CHECK_THAT(read("md5,none,md5"), Contains("\"md5\""));
}

TEST_CASE("require_auth: no name may be missing") {
    for (const char* value : {",", "md5,", ",md5", "md5,,none", "!md5,", ",!md5"})
        CHECK_THAT(read(value), Contains("a name is missing"));
}

TEST_CASE("require_auth: a name that does not exist is shown, with those that do") {
    for (const char* value :
         {"trust", "MD5", " md5", "md5 ", "md5, none", "!", "!!md5", "scram-sha-256-plus", "scram", "!trust"}) {
        INFO(value);
        CHECK_THAT(read(value), Contains("is not allowed here: use none, password, md5, gss, sspi, scram-sha-256, "
                                         "oauth, or one of them with ! before it"));
    }
    CHECK_THAT(read("md5, none"), Contains("\" none\""));
    CHECK_THAT(read("!trust"), Contains("\"!trust\""));
}

TEST_CASE("require_auth is checked wherever parameters are") {
    CHECK(params::parse("require_auth=!none,!password").require_auth == "!none,!password");
    CHECK_THROWS_WITH(params::parse("require_auth=md5,md5"), Contains("stands there twice"));
    params typed;
    typed.require_auth = "kerberos";
    CHECK_THROWS_WITH(typed.validate(), Contains("require_auth") && Contains("\"kerberos\""));
}
