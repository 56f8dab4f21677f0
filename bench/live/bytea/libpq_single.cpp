// libpq in single-row mode.
#include "bench/live/support/libpq_statement.hpp"

namespace {

using namespace bench;

struct bytea : libpq::asks_for_rows {
    static constexpr const char* sql = queries::bytea;

    static void read(const libpq::result& of, int row, digest& seen) {
        if (libpq::is_null(of, row, 0)) throw std::runtime_error("a NULL where none is expected");
        seen.bytes(libpq::bytes(of, row, 0));
    }
};

} // namespace

int main(int argc, char* argv[]) { return run<libpq::single_row_session<bytea>>(argc, argv); }
