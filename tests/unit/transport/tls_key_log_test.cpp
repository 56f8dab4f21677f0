// The secrets of connections on file (sslkeylogfile).
#include "tls_handshake.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace tusk;
using namespace tusk::test;
using Catch::Contains;
using transport::tls_context;

namespace {

std::string contents_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("every handshake appends its secrets, a line each, to a file that only its owner can read") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    const temporary_directory directory;
    const std::string file = directory.file("keys.log");
    CHECK(shake(how, {}, {.key_log_file = file}).session);
    const std::string once = contents_of(file);
    CHECK_THAT(once, Catch::StartsWith("SERVER_HANDSHAKE_TRAFFIC_SECRET ") && Catch::EndsWith("\n") &&
                         Contains("\nCLIENT_TRAFFIC_SECRET_0 ") && Contains("\nEXPORTER_SECRET "));
    using std::filesystem::perms;
    CHECK(std::filesystem::status(file).permissions() == (perms::owner_read | perms::owner_write));

    CHECK(shake(how, {}, {.key_log_file = file}).session);
    const std::string twice = contents_of(file);
    CHECK(twice.starts_with(once));
    CHECK(std::count(twice.begin(), twice.end(), '\n') == 2 * std::count(once.begin(), once.end(), '\n'));
}

TEST_CASE("nothing is written where no file is named") {
    CHECK(shake(mode::blocking, {}, {}).session);
    CHECK(tls_context({}).key_log() == nullptr);
}

TEST_CASE("secrets that cannot be written are an error, before the connection is used") {
    const mode how = GENERATE(mode::blocking, mode::asynchronous);
    CHECK_THROWS_WITH(tls_context({.key_log_file = "/nonexistent/keys.log"}),
                      Contains("\"/nonexistent/keys.log\", which sslkeylogfile names, could not be opened: No such"));
    CHECK_THAT(shake(how, {}, {.key_log_file = "/dev/full"}).error,
               Contains("could not be written to \"/dev/full\"") && Contains("No space left on device"));
}
