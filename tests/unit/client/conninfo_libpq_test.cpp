// libpq as the oracle for connection strings: tens of thousands of generated ones must mean the same to both, or be
// refused by both. sources_libpq_test.cpp does the same with service files, the environment and password files.
//
// Deliberate differences, which the generators stay away from (docs/connecting.md has them for users):
// - keywords that only one of the two has, and URIs that name a driver;
// - client_encoding, which tusk pins to UTF8, and gssencmode=require, which it does not have;
// - an empty ssl_min_protocol_version: to libpq no limit, to tusk the default;
// - numbers other than ports, sslsni and replication, which libpq looks at when it uses them, if at all, or leaves to
// the
//   server, and tusk at once;
// - keys for SCRAM in base64 that is not canonical, and the client's without the server's: no login succeeds by them;
// - a URI's host with an "@" in it, which tusk takes for the rest of a password;
// - spaces in URIs, which libpq before version 17 kept and later ones drop or refuse, as tusk does.
#include "client/connection_string.hpp"
#include "client/keywords.hpp"
#include "generator.hpp"
#include "libpq.hpp"
#include "surroundings.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using tusk::params;
using namespace tusk::client;
using namespace tusk::test;

namespace {

const libpq& oracle() { return libpq::oracle(); }

const std::vector<std::string>& common_keywords() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> both;
        for (const keyword& each : keywords())
            if (oracle().knows(std::string(each.name))) both.emplace_back(each.name);
        return both;
    }();
    return names;
}

std::string one_keyword(generator& from) { return from.one_of<std::string>(common_keywords()); }

/// What tusk's parsers take a string for, before values are judged, as PQconninfoParse does not judge them either.
std::optional<keyword_values> read_by_tusk(const std::string& text) try {
    keyword_values found;
    for (const setting& each : parse_connection_string(text)) found[each.keyword] = each.value.view();
    return found;
} catch (const tusk::programming_error&) {
    return std::nullopt;
}

bool accepted_by_tusk(const std::string& text) try {
    static_cast<void>(params::parse(text));
    return true;
} catch (const tusk::database_error&) {
    return false;
}

std::string random_conninfo(generator& from) {
    constexpr const char* separators[] = {" ", "  ", "\t", "\n", "\v", "\f", "\r", "", " "};
    constexpr const char* equals_signs[] = {"=", "=", "=", "=", " = ", "= ", " =", "==", " ", ""};
    constexpr const char* value_pieces[] = {"a",  "5432", "'",        "'x y'", "''",   "\\",   "\\'", "\\ ",
                                            "=",  " ",    "\xc3\xa9", "\xff",  "\x01", "/tmp", ",",   "%20",
                                            "\"", "user", "?",        "@",     "'b'",  "'c'"};
    constexpr const char* strange_keywords[] = {"colour",   "HOST", "",           "hos t",       "h'ost", "host\\",
                                                "\xc2\xa0", "ssl",  "requiressl", "postgresql:", "#"};
    std::string text = from.one_of(separators);
    for (std::size_t count = from.below(5); count > 0; --count) {
        text += from.once_in(20) ? from.one_of(strange_keywords) : one_keyword(from);
        text += from.one_of(equals_signs);
        text += from.some_of(value_pieces, 4);
        text += from.one_of(separators);
    }
    return text;
}

std::string random_uri(generator& from) {
    constexpr const char* pieces[] = {"a",   "b",   "5432", ":",     ":",    "@",   "/",   "?",   "&",    "=",
                                      ",",   "[",   "]",    "[::1]", "%41",  "%2f", "%2C", "%20", "%",    "%0",
                                      "%00", "%zz", "\\",   "'",     "\xff", "+",   "#",   ";",   "user", "-._~"};
    constexpr const char* plain[] = {"a", "db", "5432", "%41", "%2F", "x%3a", "", "\xc3\xa9", "\t"};
    constexpr const char* queries[] = {"ssl=true", "ssl=false", "requiressl=1", "requiressl=%31", "colour=a", "=", ""};
    constexpr const char* schemes[] = {"postgresql://", "postgres://",   "postgresql://", "postgres://",
                                       "postgresq://",  "Postgresql://", "postgresql:/"};
    const bool with_spaces = oracle().major_version() >= 17;
    const auto part = [&] {
        std::string text = with_spaces && from.once_in(12) ? " " : "";
        return text += from.one_of(plain);
    };
    const auto gap = [&] { return std::string(with_spaces && from.once_in(12) ? " " : ""); };
    std::string text = from.one_of(schemes);
    if (from.below(2) == 0) text += from.some_of(pieces, 6);
    if (from.below(2) == 0) text.append(part()).append(from.below(2) == 0 ? ":" : "").append(gap()).append("@");
    if (from.below(2) == 0) text.append(part()).append(gap()).append(":").append(gap()).append("5432,[::1]");
    if (from.below(2) == 0) text.append("/").append(part()).append(gap());
    for (std::size_t count = from.below(4), i = 0; i < count; ++i) {
        text.append(i == 0 ? "?" : "&").append(gap()).append(one_keyword(from)).append(gap());
        text.append("=").append(part()).append(gap());
        if (from.once_in(8)) text.append("&").append(from.one_of(queries));
    }
    if (from.once_in(8)) text += from.some_of(pieces, 3);
    return text;
}

/// Values that may or may not be allowed, by keyword.
struct choices {
    const char* keyword;
    std::vector<std::string> values;
};

const std::vector<choices>& judged_keywords() {
    const std::string key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    static const std::vector<choices> all{
        {"sslmode",
         {"disable", "allow", "prefer", "require", "verify-ca", "verify-full", "verify_ca", "Disable", "''"}},
        {"sslnegotiation", {"postgres", "direct", "direct", "Direct", "''"}},
        {"sslrootcert", {"system", "/nowhere/root.crt", "''", "System"}},
        {"sslcertmode", {"disable", "allow", "require", "prefer", "''"}},
        {"sslcompression", {"0", "1", "x", "''"}},
        {"sslsni", {"0", "1", "''"}},
        {"channel_binding", {"disable", "prefer", "require", "Require", "allow", "''"}},
        {"ssl_min_protocol_version", {"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3", "tlsv1.2", "TLSv1.4", "1.2", "SSLv3"}},
        {"ssl_max_protocol_version", {"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3", "TLSV1.3", "TLSv1.4", "1.2", "''"}},
        {"min_protocol_version", {"3.0", "3.2", "latest", "3.1", "3", "4.0", "Latest", "''"}},
        {"max_protocol_version", {"3.0", "3.2", "latest", "3.1", "3.3", "''"}},
        {"gssencmode", {"disable", "prefer", "Prefer", "on", "''"}},
        {"gssdelegation", {"0", "1", "x", "''"}},
        {"gsslib", {"gssapi", "x", "''"}},
        {"krbsrvname", {"postgres", "''"}},
        {"target_session_attrs",
         {"any", "read-write", "read-only", "primary", "standby", "prefer-standby", "prefer_standby", "Any", "''"}},
        {"load_balance_hosts", {"disable", "random", "Random", "on", "''"}},
        {"require_auth",
         {"password", "md5,gss", "!sspi,!none", "none", "scram-sha-256,oauth", "!password,md5", "md5,md5", "md5,", "!",
          "''", "MD5", "' md5'", "all", "!md5,!md5", "password,!none"}},
        {"requirepeer", {"postgres", "''"}},
        {"scram_client_key", {key, key + "x", key.substr(1), "AAAA", "''", "'" + key + " '"}},
        {"scram_server_key", {key, "A" + key.substr(1), "x", "''"}},
        {"connect_timeout", {"0", "-1", "' 5 '", "+7"}},
        {"keepalives", {"0", "1"}},
        {"replication", {"true", "database", "0", "''"}},
        {"oauth_issuer", {"https://example.com", "x", "''"}},
        {"user", {"anna", "''"}},
    };
    return all;
}

/// A string whose grammar is right, and whose values often are not.
std::string random_values(generator& from) {
    constexpr const char* hosts[] = {"/nowhere", "/nowhere,/nor/here", "/nowhere,/nor/here,/nor/there"};
    constexpr const char* ports[] = {"",  "1",   "65535", "0",     "65536", "-1", "x",    "1x",  "+1",  "' 1 '",
                                     ",", "1,2", "1,x",   "1,2,3", "1,,3",  ",,", "0x10", "1.0", "1e1", "99999999999"};
    constexpr const char* addresses[] = {"''", "''", "1,2,3,4", "1,2,3,4,5"};
    std::string text = "host=" + from.one_of(hosts);
    if (from.once_in(2)) text.append(" port=").append(from.one_of(ports));
    if (from.once_in(8)) text.append(" hostaddr=").append(from.one_of(addresses));
    for (std::size_t count = from.below(4); count > 0; --count) {
        const choices& each = from.one_of<choices>(judged_keywords());
        if (!oracle().knows(each.keyword)) continue;
        text.append(" ").append(each.keyword).append("=").append(from.one_of<std::string>(each.values));
    }
    return text;
}

/// The differences that random_values cannot stay away from.
bool differs_on_purpose(const std::string& text) {
    const bool client_key_alone =
        text.find("scram_client_key") != std::string::npos && text.find("scram_server_key") == std::string::npos;
    // Before version 16, "system" was a file's name.
    return client_key_alone || (oracle().major_version() < 16 && text.find("=system") != std::string::npos);
}

/// Whether a URI has an "@" behind the one that ends user and password, which tusk takes for the rest of a password.
bool has_second_at(const std::string& uri) {
    const std::size_t first = uri.find('@');
    return first != std::string::npos && uri.find('@', first + 1) < uri.find_first_of("/?", first);
}

template <class Generate>
void compare_readings(Generate generate, int count, tally& outcomes) {
    generator random;
    for (int i = 0; i < count; ++i) {
        const std::string text = generate(random);
        const auto expected = oracle().parse(text);
        const auto found = read_by_tusk(text);
        CAPTURE(text);
        if (!found && expected && has_second_at(text)) continue;
        REQUIRE(found.has_value() == expected.has_value());
        if (found) REQUIRE(*found == *expected);
        outcomes.add(found.has_value());
    }
}

keyword_values printed(const params& from) {
    keyword_values found;
    for (const setting& each : print_settings(from)) found[each.keyword] = each.value.view();
    return found;
}

/// Without keywords that libpq does not have.
bool libpq_could_read(const params& from) {
    for (const setting& each : print_settings(from))
        if (!oracle().knows(each.keyword)) return false;
    return true;
}

} // namespace

TEST_CASE("generated keyword/value strings mean the same as to libpq") {
    tally outcomes(oracle().name(), "keyword/value strings");
    compare_readings(random_conninfo, 20'000, outcomes);
    CHECK(outcomes.accepted > 2'000);
    CHECK(outcomes.refused > 2'000);
}

TEST_CASE("generated URIs mean the same as to libpq") {
    tally outcomes(oracle().name(), "URIs");
    compare_readings(random_uri, 20'000, outcomes);
    CHECK(outcomes.accepted > 2'000);
    CHECK(outcomes.refused > 2'000);
}

TEST_CASE("values are allowed when libpq allows them") {
    const surroundings empty;
    generator random;
    tally outcomes(oracle().name(), "strings with values to judge");
    for (int i = 0; i < 10'000; ++i) {
        const std::string text = random_values(random);
        if (differs_on_purpose(text)) continue;
        CAPTURE(text);
        const bool accepted = accepted_by_tusk(text);
        const libpq_attempt attempt = oracle().connect(text);
        CAPTURE(attempt.message);
        REQUIRE(accepted == attempt.accepted);
        outcomes.add(accepted);
    }
    CHECK(outcomes.accepted > 1'000);
    CHECK(outcomes.refused > 1'000);
}

TEST_CASE("libpq reads the strings and URIs that tusk writes") {
    generator random;
    tally outcomes(oracle().name(), "strings, to be written anew");
    for (int i = 0; i < 12'000; ++i) {
        const std::string text = random.below(3) == 0   ? random_values(random)
                                 : random.below(2) == 0 ? random_conninfo(random)
                                                        : random_uri(random);
        CAPTURE(text);
        outcomes.add(accepted_by_tusk(text));
        if (!accepted_by_tusk(text)) continue;
        const params given = params::parse(text);
        if (!libpq_could_read(given)) continue;
        const keyword_values expected = printed(given);
        REQUIRE(oracle().parse(given.to_conninfo()) == expected);
        // In a URI, hosts and ports may be spelt out further than they have to be.
        auto from_uri = oracle().parse(given.to_uri());
        REQUIRE(from_uri.has_value());
        const endpoint_lists lists{(*from_uri)["host"], (*from_uri)["hostaddr"], (*from_uri)["port"]};
        REQUIRE(join_endpoints(lists) == given.endpoints);
        for (const auto& [name, value] : expected)
            if (name != "host" && name != "port") REQUIRE((*from_uri)[name] == value);
    }
    CHECK(outcomes.accepted > 2'000);
}
