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

constexpr const char* client_key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
constexpr const char* server_key = "Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";

/// Every member different from its default.
params everything_given() {
    return {.endpoints = {{.host = "db1", .hostaddr = "192.0.2.1", .port = 5433}, {.host = "::1", .hostaddr = "::1"}},
            .dbname = "moun tains",
            .user = "o'neill",
            .password = "se\\cret @/:%",
            .passfile = "/home/anna/pass words",
            .service = "moun tains",
            .servicefile = "/home/anna/services",
            .require_auth = "!password,!none",
            .target_session_attrs = tusk::target_session::prefer_standby,
            .load_balance_hosts = tusk::host_order::random,
            .connect_timeout = 10s,
            .requirepeer = "postgres",
            .replication = tusk::replication_mode::database,
            .gssencmode = tusk::gss_encryption_mode::disable,
            .options = "-c geqo=off",
            .application_name = "app",
            .fallback_application_name = "fallback",
            .keepalives = false,
            .keepalives_idle = 1s,
            .keepalives_interval = 2s,
            .keepalives_count = 3,
            .tcp_user_timeout = 4ms,
            .sslmode = tusk::ssl_mode::verify_full,
            .sslnegotiation = tusk::ssl_negotiation::direct,
            .sslrootcert = "/etc/ssl/ca.pem",
            .sslcrl = "/etc/ssl/crl.pem",
            .sslcrldir = "/etc/ssl/crls",
            .sslcert = "/home/anna/my cert",
            .sslkey = "/home/anna/my key",
            .sslpassword = "key's pass",
            .sslcertmode = tusk::ssl_cert_mode::require,
            .sslkeylogfile = "/tmp/keys",
            .sslsni = false,
            .channel_binding = tusk::channel_binding_mode::require,
            .ssl_min_protocol_version = tusk::tls_version::v1_2,
            .ssl_max_protocol_version = tusk::tls_version::v1_3,
            .min_protocol_version = tusk::protocol_version::v3_2,
            .max_protocol_version = tusk::protocol_version::v3_2,
            .scram_max_iterations = 4096,
            .scram_key_cache = false,
            .scram_client_key = client_key,
            .scram_server_key = server_key,
            .oauth_issuer = "https://id.example.com/?a=b&c",
            .oauth_client_id = "tusk",
            .oauth_client_secret = "oauth & secret",
            .oauth_scope = "openid postgres",
            .statement_cache_size = 0,
            .prefer_simple_protocol = true,
            .schema = "al ps"};
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
        " statement_cache_size=0 passfile='/home/anna/pass words' service='moun tains' schema='al ps'"
        " servicefile=/home/anna/services require_auth=!password,!none target_session_attrs=prefer-standby"
        " load_balance_hosts=random requirepeer=postgres replication=database gssencmode=disable"
        " sslnegotiation=direct sslcrl=/etc/ssl/crl.pem sslcrldir=/etc/ssl/crls sslcert='/home/anna/my cert'"
        " sslkey='/home/anna/my key' sslpassword='key\\'s pass' sslcertmode=require sslkeylogfile=/tmp/keys"
        " oauth_issuer=https://id.example.com/?a=b&c oauth_client_id=tusk oauth_client_secret='oauth & secret'"
        " oauth_scope='openid postgres' prefer_simple_protocol=1"
        " scram_client_key=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        " scram_server_key=Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=");
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

TEST_CASE("printed parameters hide every secret") {
    std::ostringstream out;
    out << everything_given();
    for (const char* secret : {"cret @", "'s pass", client_key, server_key, "oauth &"})
        CHECK_THAT(out.str(), !Catch::Contains(secret));
    for (const char* keyword :
         {"password", "sslpassword", "scram_client_key", "scram_server_key", "oauth_client_secret"})
        CHECK_THAT(out.str(), Catch::Contains(keyword + std::string("=***")));
    CHECK_THAT(out.str(), Catch::Contains("sslkey='/home/anna/my key'"));
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
                                                                            {"max_protocol_version", ""},
                                                                            {"sslnegotiation", "tls"},
                                                                            {"sslcertmode", "prefer"},
                                                                            {"gssencmode", "on"},
                                                                            {"target_session_attrs", "prefer_standby"},
                                                                            {"load_balance_hosts", "on"},
                                                                            {"replication", "logical"},
                                                                            {"replication", "o"},
                                                                            {"sslsni", "10"},
                                                                            {"prefer_simple_protocol", "yes"},
                                                                            {"statement_cache_size", "none"},
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

TEST_CASE("TLS that begins with the first byte needs an sslmode that never goes without it") {
    CHECK(params::parse("sslnegotiation=direct sslmode=require").sslnegotiation == tusk::ssl_negotiation::direct);
    for (const char* mode : {"disable", "allow", "prefer"})
        CHECK_THROWS_WITH(params::parse(std::string("sslnegotiation=direct sslmode=") + mode),
                          Catch::Contains(mode) && Catch::Contains("too weak for sslnegotiation=direct"));
    CHECK_THROWS_AS(params::parse("sslnegotiation=direct"), tusk::programming_error);
}

TEST_CASE("older versions of TLS are there for those who name them") {
    CHECK(params::parse("ssl_min_protocol_version=TLSv1").ssl_min_protocol_version == tusk::tls_version::v1_0);
    const params old = params::parse("ssl_min_protocol_version=tlsv1.1 ssl_max_protocol_version=TLSv1.1");
    CHECK(old.ssl_max_protocol_version == tusk::tls_version::v1_1);
    CHECK_THROWS_AS(params::parse("ssl_max_protocol_version=TLSv1.1"), tusk::programming_error);
    CHECK_FALSE(params::parse("ssl_min_protocol_version='' ssl_max_protocol_version=''").ssl_max_protocol_version);
}

TEST_CASE("encryption by GSSAPI is refused by name, and what it would need otherwise accepted") {
    CHECK_THROWS_AS(params::parse("gssencmode=require"), tusk::not_supported_error);
    CHECK_THROWS_WITH(params::parse("gssencmode=require"), Catch::Contains("sslmode=verify-full"));
    CHECK(params::parse("gssencmode=prefer krbsrvname=postgres gsslib=gssapi gssdelegation=1 sslcompression=1") ==
          params{});
}

TEST_CASE("replication is read as the server reads it") {
    using enum tusk::replication_mode;
    for (const char* yes : {"true", "on", "yes", "1", "t", "TRU", "y", "Yes"})
        CHECK(params::parse(std::string("replication=") + yes).replication == physical);
    for (const char* no : {"false", "off", "no", "0", "f", "OF", "n", "''"})
        CHECK(params::parse(std::string("replication=") + no).replication == tusk::replication_mode::off);
    CHECK(params::parse("replication=database").replication == database);
    CHECK_THROWS_AS(params::parse("replication=Database"), tusk::programming_error);
}

TEST_CASE("keys for SCRAM are 32 bytes in base64, and never shown") {
    const std::string both = std::string("scram_client_key=") + client_key + " scram_server_key=";
    CHECK(params::parse(both + server_key).scram_client_key == client_key);
    CHECK(params::parse(std::string("scram_server_key=") + server_key).scram_server_key == server_key);
    CHECK_THROWS_WITH(params::parse(std::string("scram_client_key=") + client_key),
                      Catch::Contains("without scram_server_key"));
    for (const char* wrong :
         {"sesame", "''", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8A",
          "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdH-8=",
          "'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= '"}) {
        CAPTURE(wrong);
        CHECK_THROWS_WITH(params::parse(both + wrong), Catch::Contains("scram_server_key") &&
                                                           Catch::Contains("44 characters") &&
                                                           !Catch::Contains("sesame") && !Catch::Contains("AAEC"));
    }
}

TEST_CASE("requiressl is the old spelling of sslmode") {
    CHECK(params::parse("requiressl=1").sslmode == tusk::ssl_mode::require);
    CHECK(params::parse("sslmode=disable requiressl=0").sslmode == tusk::ssl_mode::prefer);
    CHECK(params::parse("postgresql://db?requiressl=1&sslmode=disable").sslmode == tusk::ssl_mode::disable);
}

TEST_CASE("defaults are filled in on request") {
    const params complete = params{}.completed(tusk::connect_sources::none());
    const passwd* account = getpwuid(geteuid());
    REQUIRE(account != nullptr);
    CHECK(complete.user == account->pw_name);
    CHECK(complete.dbname == complete.user);
    CHECK(complete.endpoints == endpoints{{.host = tusk::default_socket_folder(), .port = 5432}});
    CHECK(complete.max_protocol_version == tusk::protocol_version::v3_0);

    params given = everything_given();
    // Its file would be read.
    given.service.clear();
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
