#include "bench/live/support/libpqxx_statement.hpp"

namespace {

using namespace bench;

struct generate_series : libpqxx::asks_for_rows {
    static constexpr const char* sql = queries::generate_series;
    static void read(const pqxx::row& row, digest& seen) { seen.number(row[0].as<std::int32_t>()); }
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<libpqxx::statement_session<generate_series>>(argc, argv); }
