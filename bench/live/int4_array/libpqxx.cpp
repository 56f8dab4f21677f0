#include "bench/live/support/libpqxx_statement.hpp"

#include <vector>

namespace {

using namespace bench;

struct int4_array : libpqxx::asks_for_rows {
    static constexpr const char* sql = queries::int4_array;

    static void read(const pqxx::row& row, digest& seen) {
        pqxx::array_parser parser = row[0].as_array();
        std::vector<std::int32_t> elements;
        for (auto [kind, text] = parser.get_next(); kind != pqxx::array_parser::done;
             std::tie(kind, text) = parser.get_next())
            if (kind == pqxx::array_parser::string_value) {
                elements.emplace_back();
                pqxx::from_string(text, elements.back());
            }
        seen.numbers(elements);
    }
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<libpqxx::statement_session<int4_array>>(argc, argv); }
