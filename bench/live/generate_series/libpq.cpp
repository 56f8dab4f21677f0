#include "bench/live/support/libpq_statement.hpp"

namespace {

using namespace bench;

struct generate_series : libpq::asks_for_rows {
    static constexpr const char* sql = queries::generate_series;

    static void read(const libpq::result& of, int row, digest& seen) {
        if (libpq::is_null(of, row, 0)) throw std::runtime_error("a NULL where none is expected");
        seen.number(libpq::number<std::int32_t>(of, row, 0));
    }
};

} // namespace

int main(int argc, char* argv[]) { return run<libpq::statement_session<generate_series>>(argc, argv); }
