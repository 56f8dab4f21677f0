#include "bench/live/support/floor_statement.hpp"

namespace {

using namespace bench;

struct bytea : wire::asks_for_rows {
    static constexpr const char* sql = queries::bytea;

    static void read(const char* fields, digest& seen) noexcept { seen.text(wire::take_field(fields).text()); }
};

} // namespace

int main(int argc, char* argv[]) { return run<wire::statement_session<bytea>>(argc, argv); }
