// The connection matrix: libpq and tusk are given the same connection string for the same server, and the same must
// become of it: connected in the clear or by TLS, with which certificate and login, or refused, and why; after as many
// connections, which began alike.
#include "tests/matrix/cells.hpp"
#include "tests/matrix/contest.hpp"
#include "tests/matrix/environment.hpp"
#include "tests/matrix/libpq.hpp"
#include "tests/matrix/table.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>

using namespace tusk::test;

namespace {

/// The home folder belongs to the whole process, so it changes only between cells.
void enter_home(const cell& tried) {
    const std::string& folder = the_servers().folder;
    move_home(folder + (tried.is(dim::home, "full") ? "/home" : "/no_such_home"));
}

void check(std::vector<cell> cells) {
    forget_environment();
    for (cell& each : cells) each = each.as_known_to(the_oracle().version());
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    contest arena;
    table results;
    for (const cell& each : cells) {
        enter_home(each);
        results.add(each, arena.run(each));
    }
    std::cout << "PostgreSQL " << the_servers().version << ", compared with libpq " << the_oracle().version() << '\n'
              << results;
    CHECK(results.count() == cells.size());
    CHECK(results.count_different() == 0);
}

cell with(dim which, std::string_view name, cell base = {}) {
    base.choose(which, name);
    return base;
}

} // namespace

TEST_CASE("Rules of pg_hba.conf under every sslmode with and without TLS and the password") {
    check(product(std::array{dim::server, dim::rule, dim::sslmode, dim::password}));
}

TEST_CASE("Ways to log in under every require_auth and channel_binding") {
    std::vector<cell> cells;
    for (const cell& each : product(std::array{dim::server, dim::rule, dim::channel_binding, dim::require_auth}))
        if (!each.is(dim::server, "asks for certificates")) cells.push_back(each);
    check(cells);
}

TEST_CASE("Servers' certificates under every sslmode and sslrootcert and list of revoked ones and host name") {
    check(product(std::array{dim::sslmode, dim::root, dim::crl, dim::host}, with(dim::server, "TLS")));
}

TEST_CASE("Clients' certificates and keys under every sslcertmode") {
    std::vector<cell> cells;
    for (const char* server : {"TLS", "asks for certificates"})
        for (const char* rule : {"host_scram", "ssl_cert", "matrix_client", "ssl_trust_ca", "cert_or_md5"})
            for (const char* mode : {"prefer", "require"}) {
                const cell base = with(dim::sslmode, mode, with(dim::rule, rule, with(dim::server, server)));
                const auto more = product(std::array{dim::certificate, dim::sslcertmode}, base);
                cells.insert(cells.end(), more.begin(), more.end());
            }
    check(cells);
}

TEST_CASE("Versions of TLS and of the protocol under every sslmode and sslnegotiation") {
    check(product(std::array{dim::server, dim::sslmode, dim::sslnegotiation, dim::tls_versions, dim::protocol}));
}

TEST_CASE("What lies in the home folder under every sslmode") {
    std::vector<cell> cells = product(std::array{dim::server, dim::sslmode, dim::sslcertmode, dim::root},
                                      with(dim::home, "full", with(dim::rule, "host_scram")));
    check(cells);
}

TEST_CASE("Every pair of choices and a sample of everything") {
    std::vector<cell> cells = all_pairs();
    const std::vector<cell> more = random_cells(600);
    cells.insert(cells.end(), more.begin(), more.end());
    check(cells);
}
