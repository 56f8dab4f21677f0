// libpq as the judge of which servers' certificates are believed: the same certificate for the same host, from the same
// server. tusk may be stricter where that is said here, and nowhere laxer.
#include "tests/support/script.hpp"
#include "tls_handshake.hpp"

#include <catch2/catch.hpp>
#include <libpq-fe.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace tusk;
using namespace tusk::test;
using transport::verification;

namespace {

/// Of PQconninfo's rules only the quoting is needed here.
std::string quoted(const std::string& value) { return "'" + value + "'"; }

/// Whether libpq goes on to its startup message after the handshake.
bool libpq_believes(const mock_server_options& behaviour, const std::string& keywords) {
    mock_server server(script().accept().expect_startup().give("S").start_tls().expect_startup().close(), behaviour);
    const std::string conninfo = "host=" + quoted(behaviour.host) +
                                 " hostaddr=127.0.0.1 user=anna dbname=d password=x " +
                                 "gssencmode=disable connect_timeout=10 port=" + std::to_string(server.place().port) +
                                 " sslcert=/nonexistent " + keywords;
    const std::unique_ptr<PGconn, decltype(&PQfinish)> session(PQconnectdb(conninfo.c_str()), PQfinish);
    INFO(PQerrorMessage(session.get()));
    REQUIRE(PQstatus(session.get()) != CONNECTION_OK);
    try {
        server.finish();
        return true;
    } catch (const script_interrupted&) {
        return false;
    }
}

const std::vector<std::string> names{"db.example.com",
                                     "DB.Example.COM",
                                     "example.com",
                                     "a.db.example.com",
                                     "db.example.com.",
                                     "db",
                                     "*.example.com",
                                     "*.EXAMPLE.com",
                                     "*.com",
                                     "*",
                                     "*.",
                                     "*.*.com",
                                     "d*.example.com",
                                     "db.*.com",
                                     ".example.com",
                                     "127.0.0.1",
                                     "::1",
                                     "xn--db-xka.example.com",
                                     "*.0.0.1",
                                     "db.internal",
                                     "*.internal",
                                     "d\xc3\xbc.example.com",
                                     std::string("db.example.com\0.evil", 20)};

bool is_wildcard(const std::string& name) { return name.starts_with('*'); }

/// A random certificate, out of few names so that they meet often.
class certificate_maker {
public:
    /// One in four has the very host somewhere.
    certificate_contents next(const std::string& host) {
        certificate_contents made;
        if (one_in(2)) made.common_name = pick(names);
        for (int i = below(3); i > 0; --i) made.dns_names.push_back(pick(names));
        if (one_in(4))
            made.dns_names.insert(made.dns_names.begin() + below(static_cast<int>(made.dns_names.size()) + 1), host);
        if (one_in(3)) made.ip_addresses.push_back(pick({"127.0.0.1", "192.0.2.1", "::1", "100.98.52.120"}));
        return made;
    }
    std::string host() {
        static const std::vector<std::string> hosts{"db.example.com",
                                                    "DB.example.com",
                                                    "example.com",
                                                    "a.db.example.com",
                                                    "db.example.com.",
                                                    "db",
                                                    "127.0.0.1",
                                                    "::1",
                                                    "db4x",
                                                    "db.internal",
                                                    "d\xc3\xbc.example.com",
                                                    "d\xc3\x9c.example.com",
                                                    "xn--db-xka.example.com"};
        return pick(hosts);
    }

private:
    int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }
    bool one_in(int count) { return below(count) == 0; }
    std::string pick(const std::vector<std::string>& from) { return from[random_() % from.size()]; }

    std::mt19937 random_{20'250'101};
};

bool is_address(const std::string& host) { return host == "127.0.0.1" || host == "::1"; }

std::string shown(const certificate_contents& made) {
    std::string text = "CN=" + show(made.common_name);
    for (const std::string& each : made.dns_names) text += " DNS:" + show(each);
    for (const std::string& each : made.ip_addresses) text += " IP:" + each;
    return text;
}

} // namespace

TEST_CASE("random certificates name the same hosts to libpq and to tusk") {
    certificate_maker make;
    int believed = 0;
    for (int i = 0; i < 400; ++i) {
        const std::string host = make.host();
        const certificate_contents contents = make.next(host);
        const mock_server_options server{.identity = shared_trust().authority.issue(contents), .host = host};
        INFO(shown(contents) << ", host " << show(server.host));
        const auto ours = shake(mode::blocking, server, shared_trust().settings(verification::chain_and_name));
        const bool libpqs = libpq_believes(server, "sslmode=verify-full sslrootcert=" + shared_trust().file);
        INFO(ours.error);
        // An address is no name with labels: libpq lets "*.0.0.1" stand for 127.0.0.1.
        const bool stricter =
            is_address(server.host) && (is_wildcard(contents.common_name) ||
                                        std::any_of(contents.dns_names.begin(), contents.dns_names.end(), is_wildcard));
        if (stricter)
            CHECK((libpqs || !ours.session));
        else
            CHECK(libpqs == ours.session.has_value());
        believed += libpqs ? 1 : 0;
    }
    CHECK(believed > 80); // both answers came up
    CHECK(believed < 320);
}

TEST_CASE("roots and revocation lists mean the same to libpq and to tusk") {
    const certificate good = shared_trust().issue_for("localhost");
    const certificate revoked = shared_trust().issue_for("localhost");
    const certificate stranger = certificate::self_signed({.common_name = "", .dns_names = {"localhost"}});
    const certificate other = certificate::self_signed({.common_name = "other", .authority = true});
    const temporary_directory directory;
    const std::string missing = directory.file("missing.crt");
    const std::string list = directory.write("root.crl", shared_trust().authority.revoke(revoked));
    const std::string other_list = directory.write("other.crl", other.revoke(good));
    const std::string both = directory.write("both.crt", other.pem() + shared_trust().authority.pem());
    const auto same = [&](const certificate& identity, verification level, const char* mode, const std::string& roots,
                          const std::string& crl) {
        const mock_server_options server{.identity = identity};
        transport::tls_settings settings{.verify = level, .root_certificates = {.file = roots}};
        settings.revocation_list = crl;
        const bool ours = shake(mode::blocking, server, settings).session.has_value();
        const std::string files = " sslrootcert=" + roots + (crl.empty() ? "" : " sslcrl=" + crl);
        CHECK(libpq_believes(server, std::string("sslmode=") + mode + files) == ours);
        return ours;
    };
    for (const auto& [level, mode] : {std::pair{verification::chain_if_rooted, "require"},
                                      {verification::chain, "verify-ca"},
                                      {verification::chain_and_name, "verify-full"}}) {
        INFO(mode);
        CHECK(same(good, level, mode, shared_trust().file, ""));
        CHECK(same(good, level, mode, both, ""));
        CHECK(same(good, level, mode, shared_trust().file, list));
        CHECK_FALSE(same(good, level, mode, shared_trust().file, other_list));
        CHECK_FALSE(same(revoked, level, mode, shared_trust().file, list));
        CHECK_FALSE(same(stranger, level, mode, shared_trust().file, ""));
    }
    CHECK(same(stranger, verification::chain_if_rooted, "require", missing, ""));
}
