// Which of the server's certificates are believed, and what is said of the others.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

using namespace tusk;
using namespace tusk::test;

namespace {

std::string authority() { return "sslrootcert=" + percent_encoded(the_server().ca_file); }
std::string wrong_authority() { return "sslrootcert=" + percent_encoded(the_server().wrong_ca_file); }

/// A connection string in keywords: a URI cannot name a host and another one's address without repeating itself.
std::string keywords(const std::string& host, const std::string& more) {
    return "host=" + host + " hostaddr=127.0.0.1 port=" + std::to_string(the_server().port) +
           " user=tusk password=secret-tusk dbname=tusk " + more;
}

operational_error refusal_of(const std::string& conninfo) {
    return thrown_by<operational_error>([&] { static_cast<void>(connect(conninfo)); });
}

} // namespace

TEST_CASE("A certificate of another authority is refused by every mode that verifies") {
    for (const char* mode : {"sslmode=require&", "sslmode=verify-ca&", "sslmode=verify-full&"}) {
        INFO(mode);
        const auto refused = refusal_of(the_server().uri("tusk", "secret-tusk", mode + wrong_authority()));
        CHECK(refused.report() == nullptr); // we refused, not the server
        CHECK(refused.statement_delivery() == delivery::not_sent);
        CHECK(contains(refused.what(), "localhost"));
        CHECK(contains(refused.what(), "certificate"));
        CHECK(contains(refused.what(), "sslrootcert"));
        CHECK_FALSE(contains(refused.what(), "secret-tusk"));
    }
}

TEST_CASE("verify-full refuses a certificate for another host, and says for which it is") {
    const std::string file = "sslrootcert=" + the_server().ca_file;
    const auto refused = refusal_of(keywords("db.example.com", "sslmode=verify-full " + file));
    CHECK(contains(refused.what(), "db.example.com"));
    CHECK(contains(refused.what(), "localhost"));
    CHECK(contains(refused.what(), "127.0.0.1"));
    CHECK(connect(keywords("db.example.com", "sslmode=verify-ca " + file)).encrypted());
}

TEST_CASE("verify-full accepts every name in the certificate") {
    const std::string checked = "sslmode=verify-full sslrootcert=" + the_server().ca_file;
    CHECK(connect(keywords("localhost", checked)).encrypted());
    CHECK(connect(keywords("127.0.0.1", checked)).encrypted());
    CHECK(connect(keywords("LOCALHOST", checked)).encrypted());
}

TEST_CASE("verify-full needs a host name, and an address that spares its look-up is not one") {
    const std::string there =
        " port=" + std::to_string(the_server().port) +
        " user=tusk password=secret-tusk dbname=tusk sslmode=verify-full sslrootcert=" + the_server().ca_file;
    CHECK(connect("host=localhost hostaddr=127.0.0.1" + there).encrypted());
    CHECK(contains(refusal_of("hostaddr=127.0.0.1" + there).what(), "Give host as well"));
}

TEST_CASE("Verification without an authority is refused before anything is sent") {
    for (const char* mode : {"sslmode=verify-ca", "sslmode=verify-full"}) {
        const auto refused = refusal_of(the_server().uri("tusk", "secret-tusk", mode));
        CHECK(contains(refused.what(), "sslrootcert"));
    }
    const auto missing =
        refusal_of(the_server().uri("tusk", "secret-tusk", "sslmode=verify-ca&sslrootcert=%2Fno%2Fsuch.crt"));
    CHECK(contains(missing.what(), "/no/such.crt"));
}

TEST_CASE("The system's authorities do not vouch for a throwaway server") {
    const auto refused = refusal_of(the_server().uri("tusk", "secret-tusk", "sslrootcert=system"));
    CHECK(contains(refused.what(), "certificate"));
}

TEST_CASE("prefer takes a connection in the clear over one that its root certificate does not vouch for") {
    // As libpq has it: a root certificate counts whatever sslmode says, and prefer promises nothing.
    CHECK(connect(the_server().uri("tusk", "secret-tusk", "sslmode=prefer&" + authority())).encrypted());
    CHECK_FALSE(connect(the_server().uri("tusk", "secret-tusk", "sslmode=prefer&" + wrong_authority())).encrypted());
    // pg_hba.conf lets this one in over TLS only.
    const auto refused =
        refusal_of(the_server().uri("tusk_tls_only", "secret-tls-only", "sslmode=prefer&" + wrong_authority()));
    CHECK(contains(refused.what(), "pg_hba.conf"));
}

TEST_CASE("prefer does without TLS when the files for it are of no use") {
    const std::string broken = "sslrootcert=" + percent_encoded(the_server().ca_file + "/no-folder");
    CHECK(connect(the_server().uri("tusk", "secret-tusk", "sslmode=prefer&" + broken)).encrypted()); // none there
    CHECK_FALSE(connect(the_server().uri("tusk", "secret-tusk", "sslmode=prefer&sslrootcert=%2F")).encrypted());
    const auto refused = refusal_of(the_server().uri("tusk", "secret-tusk", "sslmode=require&sslrootcert=%2F"));
    CHECK(contains(refused.what(), "Is a directory"));
}

TEST_CASE("A server that is to ask for our certificate, and does not, is refused") {
    const auto refused = refusal_of(the_server().uri("tusk", "secret-tusk", "sslmode=require&sslcertmode=require"));
    CHECK(contains(refused.what(), "sslcertmode=require"));
    CHECK(refused.report() == nullptr);
}

TEST_CASE("sslcertmode=require is not met by a connection in the clear") {
    for (const std::string& conninfo : {the_server().uri("tusk", "secret-tusk", "sslmode=disable&sslcertmode=require"),
                                        the_server().uri("tusk", "secret-tusk", "sslmode=allow&sslcertmode=require"),
                                        the_server().uri("tusk", "secret-tusk", "sslmode=prefer&sslcertmode=require"),
                                        the_server().socket_uri("tusk", "secret-tusk", "sslcertmode=require")})
        CHECK(contains(refusal_of(conninfo).what(), "sslcertmode=require"));
}

TEST_CASE("The authorities may be given as text") {
    std::ifstream file(the_server().ca_file);
    connect_options options;
    options.root_certificates = {std::istreambuf_iterator<char>(file), {}};
    const std::string full = the_server().uri("tusk", "secret-tusk", "sslmode=verify-full");
    CHECK(connect(full, options).encrypted());
    options.root_certificates = "nothing";
    CHECK_THROWS_AS(connect(full, options), operational_error);
}

TEST_CASE("TLS's secrets are logged for whoever asks for them") {
    const std::string log =
        std::filesystem::temp_directory_path() / ("tusk-test-keys-" + std::to_string(getpid()) + ".log");
    CHECK(connect(the_server().uri("tusk", "secret-tusk", "sslmode=require&sslkeylogfile=" + percent_encoded(log)))
              .encrypted());
    std::ifstream file(log);
    const std::string lines{std::istreambuf_iterator<char>(file), {}};
    std::filesystem::remove(log);
    CHECK(contains(lines, "CLIENT_TRAFFIC_SECRET_0 "));
}

TEST_CASE("The oldest and the newest TLS version can be pinned") {
    for (const char* version : {"TLSv1.2", "TLSv1.3"}) {
        INFO(version);
        const std::string pinned =
            std::string("&ssl_min_protocol_version=") + version + "&ssl_max_protocol_version=" + version;
        connection session = connect(the_server().uri("tusk", "secret-tusk", the_server().verified_tls() + pinned));
        CHECK(ask<std::string>(session, "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == version);
    }
}
