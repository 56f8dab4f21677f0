#include "bench/live/support/libpqxx_statement.hpp"

namespace {

using namespace bench;

struct pg_type {
    static constexpr const char* sql = queries::pg_type;

    static pqxx::result run(pqxx::nontransaction& work, const task&) { return work.exec_prepared("it", -1, true); }

    static void read(const pqxx::row& row, digest& seen) {
        seen.text(libpqxx::text(row[0]));
        seen.number(row[1].as<std::uint32_t>());
        seen.number(row[2].as<std::uint32_t>());
        seen.number(row[3].as<std::int16_t>());
        seen.flag(row[4].as<bool>());
        seen.number(row[5].c_str()[0]);
        seen.flag(row[6].as<bool>());
        seen.flag(row[7].as<bool>());
        seen.number(row[8].c_str()[0]);
        seen.number(row[9].as<std::uint32_t>());
        seen.number(row[10].as<std::uint32_t>());
        seen.number(row[11].as<std::uint32_t>());
    }
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<libpqxx::statement_session<pg_type>>(argc, argv); }
