#include <tusk/credentials.hpp>
#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <sstream>
#include <string>

using tusk::connect_sources;
using tusk::credentials;
using tusk::params;

TEST_CASE("a form's fields are parameters") {
    const credentials form{
        .username = "anna", .password = "sesame", .host = "db", .port = 5433, .database = "peaks", .schema = "alps"};
    CHECK(form.to_params() == params{.endpoints = {{.host = "db", .port = 5433}},
                                     .dbname = "peaks",
                                     .user = "anna",
                                     .password = "sesame",
                                     .schema = "alps"});
    CHECK(credentials{}.to_params() == params{});
    CHECK(credentials{.host = "::1"}.to_params() == params{.endpoints = {{.host = "::1"}}});
    CHECK(form.with_database("lakes").database == "lakes");
    CHECK(form.with_database("lakes").with_database("peaks") == form);
}

TEST_CASE("a port is a number or a text") {
    const std::string text = "5433";
    for (const credentials& form : {credentials{.port = 5433}, credentials{.port = "5433"}, credentials{.port = text},
                                    credentials{.port = std::uint16_t{5433}}, credentials{.port = 5433L}})
        CHECK(form.to_params() == params{.endpoints = {{.port = 5433}}});
    CHECK(credentials{.port = ""}.to_params() == params{});
    for (const credentials& form :
         {credentials{.port = 0}, credentials{.port = 65536}, credentials{.port = -1}, credentials{.port = "x"}})
        CHECK_THROWS_AS(form.to_params(), tusk::operational_error);
}

TEST_CASE("what a form says is not taken for more than its field") {
    const credentials form{.host = "db", .database = "it's host=elsewhere sslmode=disable"};
    const params complete = form.to_params().completed(connect_sources::none());
    CHECK(complete.dbname == form.database);
    CHECK(complete.endpoints.front().host == "db");
    CHECK(complete.sslmode == tusk::ssl_mode::prefer);
    const credentials uri{.database = "postgresql://elsewhere/x"};
    CHECK(uri.to_params().completed(connect_sources::none()).dbname == uri.database);
    CHECK_THROWS_AS(credentials{.host = "a,b"}.to_params().validate(), tusk::programming_error);
    CHECK_THROWS_AS(credentials{.port = "1,2"}.to_params(), tusk::programming_error);
}

TEST_CASE("a printed form hides the password and escapes control characters") {
    std::ostringstream out;
    out << credentials{.username = "o'neill\x1b", .password = "sesame", .host = "db", .port = 1};
    CHECK(out.str() == "username='o\\'neill\\x1b' password=*** host=db port=1");
    std::ostringstream empty;
    empty << credentials{};
    CHECK(empty.str().empty());
}
