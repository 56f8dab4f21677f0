#include "bench/live/support/floor_statement.hpp"

namespace {

using namespace bench;

struct large_object : wire::asks_for_rows {
    static constexpr const char* sql = queries::large_object;

    static void read(const char* fields, digest& seen) noexcept { seen.text(wire::take_field(fields).text()); }
};

} // namespace

int main(int argc, char* argv[]) { return run<wire::statement_session<large_object>>(argc, argv); }
