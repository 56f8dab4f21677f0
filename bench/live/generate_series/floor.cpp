#include "bench/live/support/floor_statement.hpp"

namespace {

using namespace bench;

struct generate_series : wire::asks_for_rows {
    static constexpr const char* sql = queries::generate_series;

    static void read(const char* fields, digest& seen) noexcept { seen.number(load<std::int32_t>(fields + 4)); }
};

} // namespace

int main(int argc, char* argv[]) { return run<wire::statement_session<generate_series>>(argc, argv); }
