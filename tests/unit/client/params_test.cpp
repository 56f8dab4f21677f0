#include <tusk/error.hpp>
#include <tusk/params.hpp>

#include <catch2/catch.hpp>

#include <limits>
#include <pwd.h>
#include <sstream>
#include <string>
#include <unistd.h>

using namespace std::chrono_literals;
using tusk::params;
using endpoints = std::vector<params::endpoint>;

namespace {

/// Every member different from its default.
params everything_given() {
    return {.endpoints = {{.host = "db1", .hostaddr = "192.0.2.1", .port = 5433}, {.host = "::1", .hostaddr = "::1"}},
            .dbname = "moun tains",
            .user = "o'neill",
            .password = "se\\cret @/:%",
            .connect_timeout = 10s,
            .options = "-c geqo=off",
            .application_name = "app",
            .fallback_application_name = "fallback",
            .keepalives = false,
            .keepalives_idle = 1s,
            .keepalives_interval = 2s,
            .keepalives_count = 3,
            .tcp_user_timeout = 4ms,
            .sslmode = tusk::ssl_mode::verify_full,
            .sslrootcert = "/etc/ssl/ca.pem",
            .sslsni = false,
            .channel_binding = tusk::channel_binding_mode::require,
            .ssl_min_protocol_version = tusk::tls_version::v1_2,
            .ssl_max_protocol_version = tusk::tls_version::v1_3,
            .min_protocol_version = tusk::protocol_version::v3_2,
            .max_protocol_version = tusk::protocol_version::v3_2,
            .scram_max_iterations = 4096,
            .scram_key_cache = false,
            .statement_cache_size = 0};
}

} // namespace

TEST_CASE("every keyword reaches its member") {
    const params read = params::parse(
        R"(host=db1,::1 hostaddr=192.0.2.1,::1 port=5433, dbname='moun tains' user='o\'neill' password='se\\cret @/:%')"
        " connect_timeout=10 client_encoding=UTF8 options='-c geqo=off' application_name=app keepalives=0"
        " fallback_application_name=fallback keepalives_idle=1 keepalives_interval=2 keepalives_count=3"
        " tcp_user_timeout=4 sslmode=verify-full sslrootcert=/etc/ssl/ca.pem sslsni=0 channel_binding=require"
        " ssl_min_protocol_version=tlsv1.2 ssl_max_protocol_version=TLSv1.3 min_protocol_version=3.2"
        " max_protocol_version=latest scram_max_iterations=4096 scram_key_cache=0"
        " statement_cache_size=0");
    CHECK(read == everything_given());
}

TEST_CASE("parameters survive both kinds of string") {
    for (const params& given :
         {params{}, everything_given(), params{.endpoints = {{.host = "/run"}}}, params{.endpoints = {{}, {}}},
          params{.endpoints = {{.port = 1}, {.port = 1}}}, params{.endpoints = {{.hostaddr = "::1"}, {}}},
          params{.endpoints = {{.host = "a"}, {.port = 65535}}}, params{.endpoints = {{.host = "@abstract:x"}}},
          params{.endpoints = {{.host = "fe80::1%eth0"}}}, params{.dbname = " a?#b/"},
          params{.password = "\xff\x01"}}) {
        CAPTURE(given);
        CHECK(params::parse(given.to_conninfo()) == given);
        CHECK(params::parse(given.to_uri()) == given);
    }
}

TEST_CASE("what is as by default is left out of both kinds of string") {
    CHECK(params{}.to_conninfo().empty());
    CHECK(params{}.to_uri() == "postgresql://");
    const params given{.endpoints = {{.host = "db"}, {.host = "::1", .port = 1}}, .user = "a", .password = "p w"};
    CHECK(given.to_conninfo() == "host=db,::1 port=,1 user=a password='p w'");
    CHECK(given.to_uri() == "postgresql://a:p%20w@db,[::1]:1");
}

TEST_CASE("printed parameters hide the password and escape control characters") {
    std::ostringstream out;
    out << params{.user = "a\x1b", .password = "sesame"};
    CHECK(out.str().find("sesame") == std::string::npos);
    CHECK(out.str().find("password=***") != std::string::npos);
    CHECK(out.str().find('\x1b') == std::string::npos);
    std::ostringstream secret;
    secret << tusk::secret_text("sesame") << '|' << tusk::secret_text();
    CHECK(secret.str() == "***|");
}

TEST_CASE("a value that its keyword does not allow is refused, naming both") {
    const auto [keyword, value] = GENERATE(table<std::string, std::string>({{"sslmode", "sometimes"},
                                                                            {"sslmode", "Require"},
                                                                            {"sslmode", ""},
                                                                            {"channel_binding", "yes"},
                                                                            {"connect_timeout", "soon"},
                                                                            {"connect_timeout", "1.5"},
                                                                            {"connect_timeout", ""},
                                                                            {"keepalives", "on"},
                                                                            {"keepalives_count", "2147483648"},
                                                                            {"tcp_user_timeout", "0x10"},
                                                                            {"tcp_user_timeout", "+-1"},
                                                                            {"ssl_min_protocol_version", "TLSv1.4"},
                                                                            {"min_protocol_version", "3.1"},
                                                                            {"max_protocol_version", "3"},
                                                                            {"client_encoding", "LATIN1"},
                                                                            {"scram_max_iterations", "many"},
                                                                            {"scram_key_cache", "off"},
                                                                            {"sslsni", "true"}}));
    CAPTURE(keyword, value);
    const std::string conninfo = keyword + "='" + value + "'";
    CHECK_THROWS_AS(params::parse(conninfo), tusk::programming_error);
    CHECK_THROWS_WITH(params::parse(conninfo), Catch::Contains(keyword) && Catch::Contains("\"" + value + "\""));
}

TEST_CASE("a bad port is an operational error") {
    const std::string port = GENERATE("0", "-1", "65536", "4294972728", "x", "5432x", "1;2");
    CAPTURE(port);
    CHECK_THROWS_AS(params::parse("port=" + port), tusk::operational_error);
    CHECK_THROWS_WITH(params::parse("port=" + port), Catch::Contains("port"));
    CHECK_THROWS_AS((params{.endpoints = {{.port = 0}}}.validate()), tusk::operational_error);
}

TEST_CASE("numbers are read as libpq does: spaces and signs are allowed, less than nothing is nothing") {
    CHECK(params::parse("connect_timeout=' +7 '").connect_timeout == 7s);
    CHECK(params::parse("connect_timeout=-7").connect_timeout == 0s);
    CHECK(params::parse("keepalives=-7").keepalives);
    CHECK(params::parse("port=' 5433 '").endpoints == endpoints{{.port = 5433}});
}

TEST_CASE("lists of hosts, addresses and ports must have the same length, but one port is enough") {
    CHECK(params::parse("host=a,b port=1").endpoints == endpoints{{.host = "a", .port = 1}, {.host = "b", .port = 1}});
    CHECK(params::parse("host=a,b port=1,").endpoints == endpoints{{.host = "a", .port = 1}, {.host = "b"}});
    CHECK(params::parse("hostaddr=::1,::2").endpoints == endpoints{{.hostaddr = "::1"}, {.hostaddr = "::2"}});
    CHECK_THROWS_AS(params::parse("host=a,b port=1,2,3"), tusk::programming_error);
    CHECK_THROWS_AS(params::parse("port=1,2"), tusk::programming_error);
    CHECK_THROWS_AS(params::parse("host=a,b hostaddr=::1"), tusk::programming_error);
    CHECK_THROWS_AS(params::parse("host=a hostaddr=::1,::2"), tusk::programming_error);
}

TEST_CASE("only the last value of a keyword is looked at") {
    CHECK(params::parse("sslmode=bogus sslmode=require").sslmode == tusk::ssl_mode::require);
}

TEST_CASE("the system's authorities need verify-full, which a string gets by itself") {
    CHECK(params::parse("sslrootcert=system").sslmode == tusk::ssl_mode::verify_full);
    CHECK_THROWS_AS(params::parse("sslrootcert=system sslmode=require"), tusk::programming_error);
    CHECK_THROWS_AS(params{.sslrootcert = "system"}.validate(), tusk::programming_error);
}

TEST_CASE("parameters filled in by hand are checked too") {
    const std::string nul("a\0b", 3);
    CHECK_NOTHROW(everything_given().validate());
    CHECK_THROWS_AS(params{.user = nul}.validate(), tusk::programming_error);
    CHECK_THROWS_AS(params{.password = nul}.validate(), tusk::programming_error);
    CHECK_THROWS_AS((params{.endpoints = {{.host = nul}}}.to_uri()), tusk::programming_error);
    CHECK_THROWS_AS((params{.endpoints = {{.host = "a,b"}}}.to_conninfo()), tusk::programming_error);
    CHECK_THROWS_AS(params{.sslmode = tusk::ssl_mode(9)}.validate(), tusk::programming_error);
    CHECK_THROWS_AS(params{.keepalives_count = 0x8000'0000}.validate(), tusk::programming_error);
    CHECK_THROWS_AS(params{.connect_timeout = std::chrono::seconds::max()}.validate(), tusk::programming_error);
    CHECK_THROWS_AS(params{.scram_max_iterations = 0}.validate(), tusk::programming_error);
    CHECK_THROWS_AS(params::parse("min_protocol_version=3.2 max_protocol_version=3.0"), tusk::programming_error);
    CHECK_THROWS_AS(params::parse("ssl_min_protocol_version=TLSv1.3 ssl_max_protocol_version=TLSv1.2"),
                    tusk::programming_error);
}

TEST_CASE("defaults are filled in on request") {
    const params complete = params{}.completed(tusk::connect_sources::none());
    const passwd* account = getpwuid(geteuid());
    REQUIRE(account != nullptr);
    CHECK(complete.user == account->pw_name);
    CHECK(complete.dbname == complete.user);
    CHECK(complete.endpoints == endpoints{{.host = tusk::default_socket_folder(), .port = 5432}});
    CHECK(complete.max_protocol_version == tusk::protocol_version::v3_0);

    const params given = everything_given();
    params expected = given;
    expected.endpoints[1].port = 5432;
    expected.complete = true;
    CHECK(given.completed(tusk::connect_sources::none()) == expected);
    const params some{.endpoints = {{.hostaddr = "::1"}},
                      .user = "anna",
                      .fallback_application_name = "psql",
                      .min_protocol_version = tusk::protocol_version::v3_2};
    const params filled = some.completed(tusk::connect_sources::none());
    CHECK(filled.endpoints == endpoints{{.hostaddr = "::1", .port = 5432}});
    CHECK(filled.dbname == "anna");
    CHECK(filled.application_name == "psql");
    CHECK(filled.max_protocol_version == tusk::protocol_version::v3_2);
}
