// The password file, one line for each server; and a password that is asked for.
#include "tests/live/connections.hpp"

#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace tusk;
using namespace tusk::test;
using Catch::Contains;

namespace {

/// A password file, gone at the end.
class password_file {
public:
    explicit password_file(const std::string& text, mode_t mode = 0600) {
        std::string pattern = "/tmp/tusk-passwords-XXXXXX";
        const int file = mkstemp(pattern.data());
        REQUIRE(file >= 0);
        close(file);
        name = pattern;
        std::ofstream(name) << text;
        REQUIRE(chmod(name.c_str(), mode) == 0);
    }
    ~password_file() { unlink(name.c_str()); }
    password_file(const password_file&) = delete;
    password_file& operator=(const password_file&) = delete;

    std::string name;
};

params without_password(const std::string& host) {
    params result;
    for (const std::string& each : {std::string("/nonexistent"), host})
        result.endpoints.push_back({each, "", static_cast<std::uint16_t>(the_server().port)});
    result.user = "tusk_scram";
    result.dbname = "tusk";
    result.sslmode = ssl_mode::disable;
    return result;
}

std::string line_for(const std::string& host, const std::string& password) {
    return host + ":" + std::to_string(the_server().port) + ":tusk:tusk_scram:" + password + "\n";
}

} // namespace

TEST_CASE("Each host has its own line in the password file") {
    const password_file file("# a comment\n" + line_for("/nonexistent", "wrong") +
                             line_for("localhost", "secret-scram"));
    params where = without_password("localhost");
    where.passfile = file.name;
    connection session = connect(where);
    CHECK(is_usable(session));
    CHECK(session.info().host == "localhost");
}

TEST_CASE("A password of the file that the server refuses is told from one that was given") {
    const password_file file(line_for("*", "wrong"));
    params where = without_password("localhost");
    where.passfile = file.name;
    CHECK_THROWS_WITH(connect(where), Contains("password authentication failed") && Contains(file.name));
    where.password = "wrong, too";
    CHECK_THROWS_WITH(connect(where), Contains("password authentication failed") && !Contains(file.name));
}

TEST_CASE("A password file that others can read is not used, and the error says so") {
    const password_file file(line_for("*", "secret-scram"), 0644);
    params where = without_password("localhost");
    where.passfile = file.name;
    CHECK_THROWS_WITH(connect(where), Contains("none was given") && Contains(file.name) && Contains("0600"));
}

TEST_CASE("A function is asked for the password each time the server wants one") {
    int asked = 0;
    connect_options options;
    options.password = [&](const login_attempt& attempt) -> secret_text {
        ++asked;
        CHECK(attempt.host == "localhost");
        CHECK(attempt.port == the_server().port);
        CHECK(attempt.user == "tusk_scram");
        CHECK(attempt.dbname == "tusk");
        CHECK_FALSE(attempt.encrypted);
        return "secret-scram";
    };
    params where = without_password("localhost");
    where.password = "wrong";
    connection session = connect(where, options);
    CHECK(is_usable(session));
    CHECK(asked == 1);
    where.user = "tusk_trust";
    static_cast<void>(connect(where, options));
    CHECK(asked == 1);
}

TEST_CASE("What a function that is asked for a password throws, connecting throws") {
    struct vault_is_locked {};
    connect_options options;
    options.password = [](const login_attempt&) -> secret_text { throw vault_is_locked(); };
    CHECK_THROWS_AS(connect(without_password("localhost"), options), vault_is_locked);
}
