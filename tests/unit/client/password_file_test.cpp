// The password file: libpq's rules. conninfo_libpq_test.cpp compares the two on thousands of files.
#include "client/password_file.hpp"
#include "surroundings.hpp"

#include <tusk/params.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <sys/stat.h>

using Catch::Contains;
using tusk::client::find_password;
using tusk::client::password_from_file;
using tusk::client::password_use;
using tusk::test::surroundings;

namespace {

const password_use use{.host = "db", .hostaddr = "192.0.2.1", .port = 5433, .dbname = "peaks", .user = "anna"};

std::string found_in(std::string_view text, const password_use& wanted = use) {
    return std::string(find_password(text, wanted).view());
}

} // namespace

TEST_CASE("the first line that fits gives the password") {
    CHECK(found_in("db:5433:peaks:anna:sesame") == "sesame");
    CHECK(found_in("other:5433:peaks:anna:no\ndb:5432:peaks:anna:no\ndb:5433:lakes:anna:no\ndb:5433:peaks:otto:no\n"
                   "db:5433:peaks:anna:one\ndb:5433:peaks:anna:two\n") == "one");
    CHECK(found_in("*:*:*:*:any\ndb:5433:peaks:anna:late\n") == "any");
    CHECK(found_in("").empty());
    CHECK(found_in("\n\n#db:5433:peaks:anna:no\n db:5433:peaks:anna:no\n").empty());
}

TEST_CASE("a field fits as a whole") {
    CHECK(found_in("d:5433:peaks:anna:no").empty());
    CHECK(found_in("db2:5433:peaks:anna:no").empty());
    CHECK(found_in("*b:5433:peaks:anna:no").empty());
    CHECK(found_in("db:5433:peaks:anna").empty());
    CHECK(found_in("db:5433").empty());
    CHECK(found_in("::::").empty());
    CHECK(found_in("DB:5433:peaks:anna:no").empty());
}

TEST_CASE("a backslash takes the next character as it is") {
    const password_use odd{.host = "::1", .dbname = "a\\b", .user = "*"};
    CHECK(found_in("\\:\\:1:5432:a\\\\b:\\*:it\\:s \\\\ \\x", odd) == "it:s \\ x");
    // Where nothing else can be meant, it may be left out.
    CHECK(found_in("::1:5432:a\\\\b:\\*:one", odd) == "one");
    CHECK(found_in("::1:5432:a\\b:\\*:no", odd).empty());
    CHECK(found_in("db:5433:peaks:anna:a\\").ends_with("a\\"));
    CHECK(found_in("db\\:5433:peaks:anna:no").empty());
    CHECK(found_in("db:5433:peaks:anna:one:two") == "one");
}

TEST_CASE("lines end with or without a carriage return, and may be long") {
    CHECK(found_in("db:5433:peaks:anna:one\r\n") == "one");
    CHECK(found_in("db:5433:peaks:anna:one\r\r") == "one");
    CHECK(found_in("x:1:y:z:" + std::string(100'000, 'p') + "\ndb:5433:peaks:anna:one") == "one");
    CHECK(found_in("db:5433:peaks:anna:" + std::string(100'000, 'p')).size() == 100'000);
    CHECK(found_in(std::string("db:5433:peaks:anna:a\0b\n*:*:*:*:c", 32)) == "c");
}

TEST_CASE("the host is looked for before its address, and a socket in its usual place as localhost") {
    CHECK(found_in("192.0.2.1:5433:peaks:anna:no").empty());
    const password_use address{.hostaddr = "192.0.2.1", .dbname = "peaks", .user = "anna"};
    CHECK(found_in("192.0.2.1:*:*:*:one", address) == "one");
    const std::string folder = tusk::default_socket_folder();
    const password_use socket{.host = folder, .dbname = "peaks", .user = "anna"};
    CHECK(found_in("localhost:*:*:*:one", socket) == "one");
    CHECK(found_in(folder + ":*:*:*:one", socket).empty());
    const password_use elsewhere{.host = "/elsewhere", .dbname = "peaks", .user = "anna"};
    CHECK(found_in("localhost:*:*:*:no\n/elsewhere:*:*:*:one", elsewhere) == "one");
    const password_use named{.host = "localhost", .dbname = "peaks", .user = "anna"};
    CHECK(found_in("localhost:*:*:*:one", named) == "one");
}

TEST_CASE("a password file that others may read is ignored, and why can be shown") {
    const surroundings around;
    const std::string file = around.write("passwords", "*:*:*:*:sesame\n");
    CHECK(password_from_file(file, use).password == "sesame");
    CHECK(password_from_file(file, use).warning.empty());
    for (const mode_t mode : {0640U, 0604U, 0620U, 0611U}) {
        REQUIRE(chmod(file.c_str(), mode) == 0);
        const auto found = password_from_file(file, use);
        CHECK(found.password.empty());
        CHECK_THAT(found.warning, Contains(file) && Contains("0600") && !Contains("sesame"));
    }
}

TEST_CASE("only a plain file of a sensible size is a password file") {
    const surroundings around;
    const std::string pipe = (around.home() / "pipe").string();
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    CHECK_THAT(password_from_file(pipe, use).warning, Contains("plain file"));
    CHECK_THAT(password_from_file(around.home().string(), use).warning, Contains("plain file"));
    CHECK_THAT(password_from_file("/dev/zero", use).warning, Contains("plain file"));
    CHECK(password_from_file((around.home() / "missing").string(), use).warning.empty());
    const std::string huge = around.write("huge", "*:*:*:*:sesame\n");
    std::filesystem::resize_file(huge, (16U << 20) + 1);
    CHECK_THAT(password_from_file(huge, use).warning, Contains("16 MiB"));
}
