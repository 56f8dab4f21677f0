// How much memory a long stream takes. A program of its own: only a process's peak can be asked for, which other tests
// would raise.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iostream>
#include <sys/resource.h>

using namespace tusk;
using namespace tusk::test;

namespace {

/// The most memory that this program ever occupied, in kibibytes.
long peak_memory() {
    // Linux hands getrusage's number down from the program that started this one, which may have been larger.
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;)
        if (long peak = 0; word == "VmHWM:" && status >> peak) return peak;
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return used.ru_maxrss;
}

} // namespace

TEST_CASE("A million rows stream in under 32 MiB of growth") {
    connection session = connect_over_tls();
    session.autocommit(true);
    CHECK(is_usable(session)); // what every connection needs is there now
    const long before = peak_memory();
    std::int64_t rows_seen = 0;
    std::int64_t sum = 0;
    std::size_t characters = 0;
    const char* sql = "SELECT g::int8, 'a mountain with the number ' || g, g * 0.5::float8, now() "
                      "FROM generate_series(1, 1000000) g";
    for (const auto& [number, name, half, when] :
         session.cursor().stream(sql).rows<std::int64_t, std::string_view, double, timestamptz>()) {
        ++rows_seen;
        sum += number;
        characters += name.size();
    }
    const long growth = peak_memory() - before;
    std::cout << "peak memory grew by " << growth << " KiB over a million rows\n";
    CHECK(rows_seen == 1'000'000);
    CHECK(sum == 500'000'500'000);
    CHECK(characters == 1'000'000 * 27 + 5'888'896);
    CHECK(growth < 32 * 1024);
}
