#include "client/uri.hpp"

#include <tusk/error.hpp>
#include <tusk/params.hpp>

#include <catch2/catch.hpp>

#include <string>

using tusk::params;
using namespace tusk::client;
using endpoints = std::vector<params::endpoint>;

TEST_CASE("the documentation's example URIs are read") {
    CHECK(params::parse("postgresql://") == params{});
    CHECK(params::parse("postgresql://localhost").endpoints == endpoints{{.host = "localhost"}});
    CHECK(params::parse("postgres://localhost:5433").endpoints == endpoints{{.host = "localhost", .port = 5433}});
    CHECK(params::parse("postgresql://localhost/mydb").dbname == "mydb");
    CHECK(params::parse("postgresql://user@localhost").user == "user");
    const params other =
        params::parse("postgresql://other@localhost/otherdb?connect_timeout=10&application_name=myapp");
    CHECK(other.dbname == "otherdb");
    CHECK(other.connect_timeout == std::chrono::seconds(10));
    CHECK(other.application_name == "myapp");
    const params hosts = params::parse("postgresql://host1:123,host2:456/somedb?application_name=myapp");
    CHECK(hosts.endpoints == endpoints{{.host = "host1", .port = 123}, {.host = "host2", .port = 456}});
}

TEST_CASE("user and password stand before the first @") {
    const params both = params::parse("postgresql://anna:secret@localhost");
    CHECK(both.user == "anna");
    CHECK(both.password == "secret");
    CHECK(params::parse("postgresql://:secret@").password == "secret");
    CHECK(params::parse("postgresql://anna:@db").password.empty());
    CHECK(params::parse("postgresql://a:b:c@db").password == "b:c");
    CHECK(params::parse("postgresql://a%40b:%3A%2F%25@db").user == "a@b");
    CHECK(params::parse("postgresql://a%40b:%3A%2F%25@db").password == ":/%");
    CHECK(params::parse("postgresql://a?b@db").user == "a?b");
}

TEST_CASE("the folder of a Unix socket is a percent-encoded host or a parameter") {
    CHECK(params::parse("postgresql://%2Fvar%2Frun/db").endpoints == endpoints{{.host = "/var/run"}});
    CHECK(params::parse("postgresql:///db?host=/var/run").endpoints == endpoints{{.host = "/var/run"}});
    CHECK(params::parse("postgresql://:5433/db").endpoints == endpoints{{.port = 5433}});
}

TEST_CASE("IPv6 addresses stand in brackets") {
    CHECK(params::parse("postgresql://[2001:db8::1234]/db").endpoints == endpoints{{.host = "2001:db8::1234"}});
    CHECK(params::parse("postgresql://[::1]:5433,[fe80::1%25eth0]").endpoints ==
          endpoints{{.host = "::1", .port = 5433}, {.host = "fe80::1%eth0"}});
    CHECK_THROWS_AS(params::parse("postgresql://[::1"), tusk::programming_error);
    CHECK_THROWS_AS(params::parse("postgresql://[]"), tusk::programming_error);
    CHECK_THROWS_AS(params::parse("postgresql://[::1]x"), tusk::programming_error);
    CHECK_THROWS_WITH(params::parse("postgresql://db,[::1]x"), Catch::Contains("position 22"));
}

TEST_CASE("empty parts count as not given") {
    CHECK(params::parse("postgresql://@:/?") == params{});
    CHECK(params::parse("postgresql://,").endpoints == endpoints{{}, {}});
    CHECK(params::parse("postgresql://a,:5433").endpoints == endpoints{{.host = "a"}, {.port = 5433}});
    CHECK(params::parse("postgresql:///?user=&dbname=") == params{});
}

TEST_CASE("the query's parameters are pairs") {
    CHECK(params::parse("postgresql://h?user=a&user=b").user == "b");
    CHECK(params::parse("postgresql://h?user=a&").user == "a");
    CHECK(params::parse("postgresql://h?us%65r=a%26b").user == "a&b");
    CHECK(params::parse("postgresql://h/d/e?user=a?b").dbname == "d/e");
    CHECK_THROWS_AS(params::parse("postgresql://h?user"), tusk::programming_error);
    CHECK_THROWS_AS(params::parse("postgresql://h?user=a=b"), tusk::programming_error);
    CHECK_THROWS_AS(params::parse("postgresql://h?&user=a"), tusk::programming_error);
    CHECK_THROWS_AS(params::parse("postgresql://h?colour=red"), tusk::programming_error);
}

TEST_CASE("ssl=true is another spelling of sslmode=require, in URIs only") {
    CHECK(params::parse("postgresql://h?ssl=true").sslmode == tusk::ssl_mode::require);
    CHECK_THROWS_AS(params::parse("postgresql://h?ssl=false"), tusk::programming_error);
    CHECK_THROWS_AS(params::parse("ssl=true"), tusk::programming_error);
}

TEST_CASE("broken percent-encoding is refused, and so is an encoded NUL") {
    const std::string uri = GENERATE("postgresql://%", "postgresql://%4", "postgresql://%4g", "postgresql://%g4",
                                     "postgresql://h?user=%", "postgresql://h?%=a", "postgresql://h/%00",
                                     "postgresql://%00", "postgresql://h?user=a%00b", "postgresql://h?us%00er=a");
    CAPTURE(uri);
    CHECK_THROWS_AS(params::parse(uri), tusk::programming_error);
    CHECK_THROWS_WITH(params::parse("postgresql://[::1]:5433,a%4g"), Catch::Contains("position 26"));
}

TEST_CASE("spaces around a part are dropped, and refused within one") {
    CHECK(params::parse("postgresql:// a /x ?user= b ").user == "b");
    CHECK(params::parse("postgresql:// a /x").endpoints == endpoints{{.host = "a"}});
    CHECK_THROWS_WITH(params::parse("postgresql://a ,b"), Catch::Contains("%20") && Catch::Contains("position 16"));
    CHECK_THROWS_AS(params::parse("postgresql://a,b :1, c"), tusk::programming_error);
    CHECK(params::parse("postgresql:// a,b:1 ").endpoints == endpoints{{.host = "a"}, {.host = "b", .port = 1}});
    CHECK_THROWS_AS(params::parse("postgresql://h/a b"), tusk::programming_error);
}

TEST_CASE("only lower-case schemes with two slashes make a URI") {
    CHECK(is_uri("postgres://"));
    CHECK_FALSE(is_uri("Postgres://"));
    CHECK_FALSE(is_uri("postgresql:/"));
    CHECK_FALSE(is_uri(" postgresql://"));
}

TEST_CASE("encoding keeps the unreserved characters only") {
    CHECK(percent_encode("aZ09-._~") == "aZ09-._~");
    CHECK(percent_encode("/ :\xff", ":") == "%2F%20:%FF");
}

TEST_CASE("what follows a plus in the scheme names another program's driver, and is ignored") {
    for (const char* scheme :
         {"postgresql+psycopg2", "postgresql+asyncpg", "postgres+x", "postgresql+", "postgresql+a.b-c"})
        CHECK(params::parse(scheme + std::string("://anna@db/peaks?sslmode=require")) ==
              params::parse("postgresql://anna@db/peaks?sslmode=require"));
    for (const char* text : {"mysql+x://db", "postgresql+a b://db", "postgresqlx://db", "postgresql+x:/db", "+x://db",
                             "postgresql+a/b://db"})
        CHECK_THROWS_AS(params::parse(text), tusk::programming_error);
    // No URI, but an ordinary value.
    CHECK(params::parse("options='x=postgresql://'").options == "x=postgresql://");
}
