#include "bench/live/support/libpq_statement.hpp"

namespace {

using namespace bench;

struct pg_type {
    static constexpr const char* sql = queries::pg_type;

    static void give(libpq::parameters& given, const task&) {
        given.number(std::int32_t{-1});
        given.flag(true);
    }

    static void read(const libpq::result& of, int row, digest& seen) {
        for (int column = 0; column < 12; ++column)
            if (libpq::is_null(of, row, column)) throw std::runtime_error("a NULL where none is expected");
        seen.text(libpq::text(of, row, 0));
        seen.number(libpq::number<std::uint32_t>(of, row, 1));
        seen.number(libpq::number<std::uint32_t>(of, row, 2));
        seen.number(libpq::number<std::int16_t>(of, row, 3));
        seen.flag(libpq::flag(of, row, 4));
        seen.number(libpq::number<char>(of, row, 5));
        seen.flag(libpq::flag(of, row, 6));
        seen.flag(libpq::flag(of, row, 7));
        seen.number(libpq::number<char>(of, row, 8));
        seen.number(libpq::number<std::uint32_t>(of, row, 9));
        seen.number(libpq::number<std::uint32_t>(of, row, 10));
        seen.number(libpq::number<std::uint32_t>(of, row, 11));
    }
};

} // namespace

int main(int argc, char* argv[]) { return run<libpq::statement_session<pg_type>>(argc, argv); }
