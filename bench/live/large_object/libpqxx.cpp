#include "bench/live/support/libpqxx_statement.hpp"

namespace {

using namespace bench;

struct large_object : libpqxx::asks_for_rows {
    static constexpr const char* sql = queries::large_object;

    static void read(const pqxx::row& row, digest& seen) {
        const pqxx::binarystring content(row[0]);
        seen.text({content.get(), content.size()});
    }
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<libpqxx::statement_session<large_object>>(argc, argv); }
