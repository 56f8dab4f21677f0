// libpq as the oracle for connection strings: some thousands of generated ones must mean the same to both, or be
// refused by both. Deliberate differences, which the generators stay away from:
// - keywords that only one of the two has; client_encoding, which tusk pins to UTF8; TLS versions below 1.2;
// - spaces in URIs, which libpq before version 17 kept and later ones drop or refuse, as tusk does;
// - numbers other than ports, which libpq checks when it uses them, if at all, and tusk at once.
#include "client/conninfo.hpp"
#include "client/keywords.hpp"
#include "client/uri.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <string>

using tusk::params;
using namespace tusk::client;

namespace {

using values = std::map<std::string, std::string>;

/// What libpq's parser takes the string for; nothing where it refuses it.
std::optional<values> read_by_libpq(const std::string& text) {
    char* message = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(text.c_str(), &message),
                                                                               PQconninfoFree);
    PQfreemem(message);
    if (!options) return std::nullopt;
    values found;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr) found[option->keyword] = option->val;
    return found;
}

bool is_keyword(const std::string& name) {
    return std::any_of(keywords().begin(), keywords().end(), [&](const keyword& k) { return k.name == name; });
}

/// The same by tusk's parsers, before values are judged, as PQconninfoParse does not judge them either.
std::optional<values> read_by_tusk(const std::string& text) try {
    values found;
    for (const setting& each : is_uri(text) ? parse_uri(text) : parse_conninfo(text)) {
        if (!is_keyword(each.keyword)) return std::nullopt;
        found[each.keyword] = each.value.view();
    }
    return found;
} catch (const tusk::programming_error&) {
    return std::nullopt;
}

/// Whether libpq finds the values good enough to try to connect. All hosts must be folders that do not exist.
bool accepted_by_libpq(const std::string& text) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectStart(text.c_str()), PQfinish);
    const std::string message = PQerrorMessage(connection.get());
    return message.find("invalid") == std::string::npos && message.find("could not match") == std::string::npos;
}

bool accepted_by_tusk(const std::string& text) try {
    (void)params::parse(text);
    return true;
} catch (const tusk::database_error&) {
    return false;
}

/// Random strings out of pieces; the same ones in every run.
class generator {
public:
    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_); }
    const char* one_of(std::span<const char* const> pieces) { return pieces[below(pieces.size())]; }
    std::string some_of(std::span<const char* const> pieces, std::size_t at_most) {
        std::string text;
        for (std::size_t count = below(at_most + 1); count > 0; --count) text += one_of(pieces);
        return text;
    }

private:
    std::mt19937_64 random_{20'240'229};
};

constexpr const char* common_keywords[] = {"host",
                                           "hostaddr",
                                           "port",
                                           "dbname",
                                           "user",
                                           "password",
                                           "connect_timeout",
                                           "options",
                                           "application_name",
                                           "fallback_application_name",
                                           "keepalives",
                                           "keepalives_idle",
                                           "keepalives_interval",
                                           "keepalives_count",
                                           "tcp_user_timeout",
                                           "sslmode",
                                           "sslrootcert",
                                           "sslsni",
                                           "channel_binding",
                                           "ssl_min_protocol_version",
                                           "ssl_max_protocol_version"};

std::string random_conninfo(generator& from) {
    constexpr const char* separators[] = {" ", "  ", "\t", "\n", "\v", "\f", "\r", "", " "};
    constexpr const char* equals_signs[] = {"=", "=", "=", "=", " = ", "= ", " =", "==", " ", ""};
    constexpr const char* value_pieces[] = {"a",  "5432", "'",        "'x y'", "''",   "\\",   "\\'", "\\ ",
                                            "=",  " ",    "\xc3\xa9", "\xff",  "\x01", "/tmp", ",",   "%20",
                                            "\"", "user", "?",        "@",     "'b'",  "'c'"};
    constexpr const char* strange_keywords[] = {"colour", "HOST", "", "hos t", "h'ost", "host\\", "\xc2\xa0"};
    std::string text = from.one_of(separators);
    for (std::size_t count = from.below(5); count > 0; --count) {
        text += from.below(20) == 0 ? from.one_of(strange_keywords) : from.one_of(common_keywords);
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
    constexpr const char* plain[] = {"a", "db", "5432", "%41", "%2F", "x%3a", "", "\xc3\xa9"};
    constexpr const char* schemes[] = {"postgresql://", "postgres://"};
    std::string text = from.one_of(schemes);
    if (from.below(2) == 0) text += from.some_of(pieces, 6);
    if (from.below(2) == 0) text.append(from.one_of(plain)).append(from.below(2) == 0 ? ":" : "").append("@");
    if (from.below(2) == 0) text.append(from.one_of(plain)).append(":5432,[::1]");
    if (from.below(2) == 0) text.append("/").append(from.one_of(plain));
    for (std::size_t count = from.below(4), i = 0; i < count; ++i) {
        text.append(i == 0 ? "?" : "&").append(from.below(20) == 0 ? "colour" : from.one_of(common_keywords));
        text.append("=").append(from.one_of(plain));
        if (from.below(8) == 0) text += "&ssl=true";
    }
    if (from.below(8) == 0) text += from.some_of(pieces, 3);
    return text;
}

/// A string whose grammar is right, and whose values often are not.
std::string random_values(generator& from) {
    constexpr const char* hosts[] = {"/nowhere", "/nowhere,/nor/here", "/nowhere,/nor/here,/nor/there"};
    constexpr const char* ports[] = {"",  "1",   "65535", "0",     "65536", "-1", "x",    "1x",  "+1",  "' 1 '",
                                     ",", "1,2", "1,x",   "1,2,3", "1,,3",  ",,", "0x10", "1.0", "1e1", "99999999999"};
    constexpr const char* addresses[] = {"''", "''", "1,2,3,4", "1,2,3,4,5"};
    constexpr const char* ssl_modes[] = {"disable",     "allow",     "prefer",  "require", "verify-ca",
                                         "verify-full", "verify_ca", "Disable", "on",      "1"};
    constexpr const char* bindings[] = {"disable", "prefer", "require", "Require", "allow", "''"};
    constexpr const char* tls_versions[] = {"TLSv1.2", "TLSv1.3", "tlsv1.2", "TLSv1.1",
                                            "TLSv1",   "TLSv1.4", "1.2",     "''"};
    constexpr const char* tls_minimums[] = {"TLSv1.2", "TLSv1.3", "tlsv1.2", "TLSv1.1", "TLSv1", "TLSv1.4"};
    std::string text = std::string("host=") + from.one_of(hosts) + " sslrootcert=/nowhere/root.crt";
    if (from.below(2) == 0) text.append(" port=").append(from.one_of(ports));
    if (from.below(8) == 0) text.append(" hostaddr=").append(from.one_of(addresses));
    if (from.below(3) == 0) text.append(" sslmode=").append(from.one_of(ssl_modes));
    if (from.below(3) == 0) text.append(" channel_binding=").append(from.one_of(bindings));
    if (from.below(3) == 0) text.append(" ssl_min_protocol_version=").append(from.one_of(tls_minimums));
    if (from.below(4) == 0) text.append(" ssl_max_protocol_version=").append(from.one_of(tls_versions));
    return text;
}

/// Counts both outcomes, so that a generator that only makes one of them is noticed.
struct tally {
    int accepted = 0;
    int refused = 0;
    void add(bool was_accepted) { ++(was_accepted ? accepted : refused); }
};

template <class Generate>
tally compare_readings(Generate generate, int count) {
    generator random;
    tally outcomes;
    for (int i = 0; i < count; ++i) {
        const std::string text = generate(random);
        const auto expected = read_by_libpq(text);
        const auto found = read_by_tusk(text);
        CAPTURE(text);
        REQUIRE(found.has_value() == expected.has_value());
        if (found) REQUIRE(*found == *expected);
        outcomes.add(found.has_value());
    }
    return outcomes;
}

values printed(const params& from) {
    values found;
    for (const keyword& each : keywords())
        if (const auto value = each.print(from); !value.empty()) found[std::string(each.name)] = value.view();
    return found;
}

} // namespace

TEST_CASE("generated keyword/value strings mean the same as to libpq") {
    const tally outcomes = compare_readings(random_conninfo, 20'000);
    CHECK(outcomes.accepted > 2'000);
    CHECK(outcomes.refused > 2'000);
}

TEST_CASE("generated URIs mean the same as to libpq") {
    const tally outcomes = compare_readings(random_uri, 20'000);
    CHECK(outcomes.accepted > 2'000);
    CHECK(outcomes.refused > 2'000);
}

TEST_CASE("values are allowed when libpq allows them") {
    generator random;
    tally outcomes;
    for (int i = 0; i < 5'000; ++i) {
        const std::string text = random_values(random);
        CAPTURE(text);
        const bool accepted = accepted_by_tusk(text);
        REQUIRE(accepted == accepted_by_libpq(text));
        outcomes.add(accepted);
    }
    CHECK(outcomes.accepted > 500);
    CHECK(outcomes.refused > 500);
}

TEST_CASE("libpq reads the strings and URIs that tusk writes") {
    generator random;
    int compared = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string text = random.below(2) == 0 ? random_conninfo(random) : random_uri(random);
        CAPTURE(text);
        if (!accepted_by_tusk(text)) continue;
        const params given = params::parse(text);
        const values expected = printed(given);
        REQUIRE(read_by_libpq(given.to_conninfo()) == expected);
        // In a URI, hosts and ports may be spelt out further than they have to be.
        auto from_uri = read_by_libpq(given.to_uri());
        REQUIRE(from_uri.has_value());
        const endpoint_lists lists{(*from_uri)["host"], (*from_uri)["hostaddr"], (*from_uri)["port"]};
        REQUIRE(join_endpoints(lists) == given.endpoints);
        for (const auto& [name, value] : expected)
            if (name != "host" && name != "port") REQUIRE((*from_uri)[name] == value);
        ++compared;
    }
    CHECK(compared > 1'000);
}
