#include "bench/live/support/libpqxx_statement.hpp"

namespace {

using namespace bench;

struct one_plus_one {
    static constexpr const char* sql = queries::one_plus_one;
    static pqxx::result run(pqxx::nontransaction& work, const task&) { return work.exec_prepared("it"); }
    static void read(const pqxx::row& row, digest& seen) { seen.number(row[0].as<std::int32_t>()); }
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<libpqxx::statement_session<one_plus_one>>(argc, argv); }
