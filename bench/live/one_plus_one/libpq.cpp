#include "bench/live/support/libpq_statement.hpp"

namespace {

using namespace bench;

struct one_plus_one {
    static constexpr const char* sql = queries::one_plus_one;
    static void give(libpq::parameters&, const task&) {}

    static void read(const libpq::result& of, int row, digest& seen) {
        if (libpq::is_null(of, row, 0)) throw std::runtime_error("a NULL where none is expected");
        seen.number(libpq::number<std::int32_t>(of, row, 0));
    }
};

} // namespace

int main(int argc, char* argv[]) { return run<libpq::statement_session<one_plus_one>>(argc, argv); }
