// libpq as the oracle for what connection strings leave out: thousands of strings, each with service files, an
// environment and password files around it, must lead to the same parameters and the same password, or be refused by
// both. No host exists, so that libpq tells what it found and connects to nothing.
//
// Deliberate differences, besides those of conninfo_libpq_test.cpp (docs/connecting.md has them for users):
// - tusk does not look at PGCLIENTENCODING, and refuses sections of the service file that refer to an LDAP server;
// - the default of gssencmode depends on how libpq was built, and so do the folder of sockets and that of the system's
//   service file;
// - what stands in a certificate's place in the home, tusk looks up at once, libpq when it begins TLS;
// - in the password file libpq looks for a port as it was spelt, tusk for the number;
// - a NUL byte in one of the files.
#include "client/conninfo.hpp"
#include "client/keywords.hpp"
#include "client/password_file.hpp"
#include "generator.hpp"
#include "libpq.hpp"
#include "surroundings.hpp"

#include <tusk/error.hpp>
#include <tusk/params.hpp>

#include <catch2/catch.hpp>

#include <sstream>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

using tusk::connect_sources;
using tusk::params;
using namespace tusk::client;
using namespace tusk::test;

namespace {

const libpq& oracle() { return libpq::oracle(); }

/// Values for a keyword, with the variable that may give them too.
struct choices {
    const char* keyword;
    const char* variable;
    std::vector<std::string> values;
};

/// Most of them allowed: what matters here is which one counts.
const std::vector<choices>& sourced_keywords() {
    static const std::vector<choices> all{
        {"host", "PGHOST", {"/nowhere", "/nowhere,/nor/here", ",/nor/here", ""}},
        {"hostaddr", "PGHOSTADDR", {"127.0.0.1", "", "", ""}},
        {"port", "PGPORT", {"7001", "7002", "7001,7002", ",7002", "", "70000"}},
        {"dbname", "PGDATABASE", {"peaks", "lakes", "host=/nor/there", "a b", "", "p:k"}},
        {"user", "PGUSER", {"anna", "otto", "a\\b", ""}},
        {"password", "PGPASSWORD", {"open sesame", "", ""}},
        {"options", "PGOPTIONS", {"-c geqo=off", ""}},
        {"application_name", "PGAPPNAME", {"app", ""}},
        {"fallback_application_name", "", {"fallback", ""}},
        {"connect_timeout", "PGCONNECT_TIMEOUT", {"5", "-1"}},
        {"keepalives_idle", "", {"7"}},
        {"sslmode", "PGSSLMODE", {"disable", "require", "verify-full", "verify-full", "prefer", "sometimes", ""}},
        {"sslnegotiation", "PGSSLNEGOTIATION", {"postgres", "direct"}},
        {"sslrootcert", "PGSSLROOTCERT", {"/r", "system", ""}},
        {"sslcert", "PGSSLCERT", {"/c", ""}},
        {"sslkey", "PGSSLKEY", {"/k", ""}},
        {"sslcertmode", "PGSSLCERTMODE", {"disable", "require"}},
        {"sslcrl", "PGSSLCRL", {"/l", ""}},
        {"sslcrldir", "PGSSLCRLDIR", {"/d", ""}},
        {"sslsni", "PGSSLSNI", {"0", "1", ""}},
        {"sslcompression", "PGSSLCOMPRESSION", {"0", "1", ""}},
        {"krbsrvname", "PGKRBSRVNAME", {"kerberos", ""}},
        {"channel_binding", "PGCHANNELBINDING", {"require", "disable", "prefer"}},
        {"ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION", {"TLSv1.3", "TLSv1.1"}},
        {"ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION", {"TLSv1.3", "TLSv1.2", ""}},
        {"min_protocol_version", "PGMINPROTOCOLVERSION", {"3.0", "3.2"}},
        {"max_protocol_version", "PGMAXPROTOCOLVERSION", {"3.0", "3.2", "latest"}},
        {"require_auth", "PGREQUIREAUTH", {"md5", "!none", ""}},
        {"requirepeer", "PGREQUIREPEER", {"postgres", ""}},
        {"target_session_attrs", "PGTARGETSESSIONATTRS", {"standby", "any"}},
        {"replication", "", {"database", "true", ""}},
    };
    static const std::vector<choices> known = [] {
        std::vector<choices> both;
        for (const choices& each : all)
            if (oracle().knows(each.keyword)) both.push_back(each);
        // Before version 16, "system" was a file's name.
        if (oracle().major_version() < 16)
            for (choices& each : both) std::erase(each.values, "system");
        return both;
    }();
    return known;
}

std::string one_value(generator& from, const choices& of) { return from.one_of<std::string>(of.values); }

/// `keyword=value` lines under names of services, and now and then what does not belong there.
std::string random_service_file(generator& from) {
    constexpr const char* sections[] = {"[a]", "[b]", "[c]", " [a] ", "[ab]", "[]", "[a", "[a]x"};
    constexpr const char* oddities[] = {"# host=/x",  "",        "nonsense",       "colour=x", "service=b", "port =1",
                                        " user=x \r", "user= x", "user=x\nuser=y", "[",        "=",         "\f"};
    std::string text;
    for (std::size_t count = from.below(12); count > 0; --count) {
        const choices& each = from.one_of<choices>(sourced_keywords());
        if (from.once_in(3))
            text += from.one_of(sections);
        else if (from.once_in(12))
            text += from.one_of(oddities);
        else
            text.append(each.keyword).append("=").append(one_value(from, each));
        if (from.once_in(60)) text.append("\noptions=").append(1'000 + from.below(30), 'x');
        text += from.once_in(8) ? "\r\n" : "\n";
    }
    if (from.once_in(4) && !text.empty()) text.pop_back();
    return text;
}

std::string random_password_file(generator& from) {
    constexpr const char* hosts[] = {"*",         "*",         "*",          "*", "localhost", "/nowhere",
                                     "/nor/here", "127.0.0.1", "\\/nowhere", "",  "**"};
    constexpr const char* ports[] = {"*", "7001", "7002", "5432", "\\7001", "", "*", "*", "*"};
    constexpr const char* databases[] = {"*", "peaks", "lakes", "a b", "p\\:k", "p:k", "root", "*", "*", "*"};
    constexpr const char* users[] = {"*", "anna", "otto", "a\\\\b", "a\\b", "root", "*", "*"};
    constexpr const char* passwords[] = {"one", "two", "", "a\\:b", "a:b", "a\\", "\\\\x", "a\\bc", " s ", "\xff"};
    constexpr const char* endings[] = {"\n", "\n", "\n", "\r\n", "\r\r\n", "\n\n", ":\n"};
    std::string text;
    for (std::size_t count = from.below(8); count > 0; --count) {
        if (from.once_in(10)) text += from.once_in(2) ? "#" : " ";
        if (from.once_in(40)) text.append(from.below(3'000), 'x');
        text.append(from.one_of(hosts)).append(":").append(from.one_of(ports)).append(":");
        text.append(from.one_of(databases)).append(":").append(from.one_of(users)).append(":");
        text.append(from.one_of(passwords)).append(from.one_of(endings));
    }
    if (from.once_in(4) && !text.empty()) text.pop_back();
    return text;
}

void random_surroundings(generator& from, surroundings& around) {
    constexpr const char* services[] = {"a", "b", "c", "a", ""};
    constexpr const char* legacy[] = {"1", "0", "", "10"};
    constexpr mode_t modes[] = {0600, 0400, 0640, 0604};
    around.reset();
    for (const char* file : {".pg_service.conf", "etc/pg_service.conf", "services", ".pgpass", "passwords"})
        around.remove(file);
    for (const choices& each : sourced_keywords())
        if (each.variable[0] != '\0' && from.once_in(12)) around.set(each.variable, one_value(from, each));
    if (from.once_in(2)) around.write(".pg_service.conf", random_service_file(from));
    if (from.once_in(2)) around.write("etc/pg_service.conf", random_service_file(from));
    if (from.once_in(4)) around.set("PGSERVICEFILE", around.write("services", random_service_file(from)));
    if (from.once_in(50)) around.set("PGSERVICEFILE", from.once_in(2) ? "" : "/nowhere/services");
    if (from.once_in(3)) around.set("PGSERVICE", from.one_of(services));
    if (from.once_in(8)) around.set("PGREQUIRESSL", from.one_of(legacy));
    if (from.once_in(2)) around.write(".pgpass", random_password_file(from));
    if (from.once_in(4)) around.set("PGPASSFILE", around.write("passwords", random_password_file(from)));
    if (from.once_in(8) && around.has(".pgpass"))
        chmod((around.home() / ".pgpass").c_str(), from.one_of<mode_t>(modes));
}

std::string random_string(generator& from) {
    constexpr const char* services[] = {"a", "b", "c", "''"};
    std::string text;
    for (std::size_t count = from.below(5); count > 0; --count) {
        const choices& each = from.one_of<choices>(sourced_keywords());
        text.append(" ").append(each.keyword).append("=").append(quote_conninfo_value(one_value(from, each)));
    }
    if (from.once_in(3)) text.append(" service=").append(from.one_of(services));
    return text;
}

/// What both are compared in. Paths of services are gone once they were read, and what depends on libpq's making is
/// left out.
params comparable(params found) {
    found.service.clear();
    found.servicefile.clear();
    if (!found.password.empty()) found.passfile.clear();
    if (found.sslkey.ends_with("/.postgresql/postgresql.key")) found.sslkey.clear();
    found.ssl_min_protocol_version = found.ssl_min_protocol_version.value_or(tusk::tls_version::v1_2);
    return found;
}

/// The parameters that say what libpq came to.
params parameters_of(const libpq_attempt& attempt) {
    std::string text;
    for (const auto& [keyword, value] : attempt.values)
        if (keyword != "service" && keyword != "gssencmode" && keyword != "client_encoding")
            text.append(" ").append(keyword).append("=").append(quote_conninfo_value(value));
    return params::load(text, connect_sources::none());
}

/// For the host that libpq tried last. Of addresses there is only one, at which libpq waits for an answer.
std::string password_of(const params& complete) {
    if (!complete.password.empty()) return std::string(complete.password.view());
    const params::endpoint& last = complete.endpoints.back();
    const password_use use{last.host, last.hostaddr, last.port.value_or(0), complete.dbname, complete.user};
    return std::string(password_from_file(complete.passfile, use).password.view());
}

/// In what the two differ; empty when they do not.
std::string difference_between(const params& found, const libpq_attempt& attempt) {
    std::ostringstream text;
    const params expected = parameters_of(attempt);
    if (comparable(found) != comparable(expected)) text << found << "\ninstead of\n" << expected << "\n";
    if (found.user != attempt.user) text << "user " << found.user << " instead of " << attempt.user << "\n";
    if (found.dbname != attempt.dbname) text << "dbname " << found.dbname << " instead of " << attempt.dbname << "\n";
    if (const std::string password = password_of(found); password != attempt.password)
        text << "password " << password << " instead of " << attempt.password << "\n";
    return text.str();
}

/// Parameters, or why there are none.
struct outcome {
    std::optional<params> found;
    std::string trouble;
};

template <class Function>
outcome outcome_of(Function function) try {
    return {function(), {}};
} catch (const tusk::database_error& e) {
    return {std::nullopt, e.what()};
}

template <class Load, class Connect>
void judge(Load load, Connect connect, const surroundings& around, tally& outcomes) {
    const outcome ours = outcome_of(load);
    const libpq_attempt attempt = connect();
    outcomes.add(attempt.accepted);
    if (ours.found.has_value() != attempt.accepted)
        FAIL("tusk: " << ours.trouble << "\nlibpq: " << attempt.message << "\n" << around.shown());
    if (!ours.found) return;
    if (const std::string difference = difference_between(*ours.found, attempt); !difference.empty())
        FAIL(difference << around.shown());
}

std::string quoted(const std::string& text) { return quote_conninfo_value(text); }

} // namespace

TEST_CASE("strings with service files, environments and password files lead where libpq's do") {
    surroundings around;
    generator random;
    tally outcomes(oracle().name(), "strings with sources around them");
    for (int i = 0; i < 7'000; ++i) {
        random_surroundings(random, around);
        const std::string text = random_string(random);
        CAPTURE(i, text);
        judge([&] { return params::load(text); }, [&] { return oracle().connect(text); }, around, outcomes);
    }
    CHECK(outcomes.accepted > 2'000);
    CHECK(outcomes.refused > 1'000);
}

TEST_CASE("structs, of which dbname may be a connection string, lead where libpq's parameters do") {
    const std::vector<std::string> names{"peaks",
                                         "",
                                         "host=/nor/there sslmode=require dbname=inner",
                                         "postgresql://otto@/uri?host=/nor/there",
                                         "postgres://",
                                         "port=7001 dbname=''",
                                         "service=a",
                                         "a=b",
                                         "dbname='dbname=x'"};
    surroundings around;
    generator random;
    tally outcomes(oracle().name(), "structs with sources around them");
    for (int i = 0; i < 5'000; ++i) {
        random_surroundings(random, around);
        outcome given = outcome_of([&] { return params::parse(random_string(random)); });
        if (!given.found) continue;
        given.found->dbname = random.one_of<std::string>(names);
        std::vector<std::pair<std::string, std::string>> pairs{{"dbname", given.found->dbname}};
        for (const setting& each : print_settings(*given.found))
            if (each.keyword != "dbname") pairs.emplace_back(each.keyword, each.value.view());
        CAPTURE(i, *given.found);
        judge([&] { return given.found->completed(); }, [&] { return oracle().connect(pairs); }, around, outcomes);
    }
    CHECK(outcomes.accepted > 1'000);
    CHECK(outcomes.refused > 500);
}

TEST_CASE("passwords are found where libpq finds them") {
    constexpr const char* hosts[] = {"", "/nowhere", "/nor/here", "/nowhere,/nor/here"};
    constexpr const char* ports[] = {"7001", "7002", "7002,7001"};
    constexpr const char* databases[] = {"peaks", "lakes", "a b", "p:k", ""};
    constexpr const char* users[] = {"anna", "otto", "a\\b", ""};
    surroundings around;
    generator random;
    tally outcomes(oracle().name(), "password files, a password being found");
    for (int i = 0; i < 8'000; ++i) {
        const std::string file = random_password_file(random);
        around.write(".pgpass", file);
        std::string text = "host=" + quoted(random.one_of(hosts));
        text.append(" port=").append(random.one_of(ports));
        text.append(" dbname=").append(quoted(random.one_of(databases)));
        text.append(" user=").append(quoted(random.one_of(users)));
        if (random.once_in(6)) text.append(" hostaddr=127.0.0.1");
        CAPTURE(i, text, file);
        const outcome ours = outcome_of([&] { return params::load(text); });
        const libpq_attempt attempt = oracle().connect(text);
        REQUIRE(ours.found.has_value() == attempt.accepted);
        if (!ours.found) continue;
        REQUIRE(password_of(*ours.found) == attempt.password);
        outcomes.add(!attempt.password.empty());
    }
    CHECK(outcomes.accepted > 500);
    CHECK(outcomes.refused > 1'000);
}
