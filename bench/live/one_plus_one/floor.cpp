#include "bench/live/support/floor_statement.hpp"

namespace {

using namespace bench;

struct one_plus_one {
    static constexpr const char* sql = queries::one_plus_one;
    static constexpr std::int16_t parameters = 0;
    static void give(wire::request&, const task&) {}
    static void read(const char* fields, digest& seen) noexcept { seen.number(load<std::int32_t>(fields + 4)); }
};

} // namespace

int main(int argc, char* argv[]) { return run<wire::statement_session<one_plus_one>>(argc, argv); }
