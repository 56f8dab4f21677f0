// A result of libpqxx, copied into a vector whose size is known then.
#include "bench/live/support/libpqxx_statement.hpp"
#include "bench/live/support/owned_reading.hpp"

namespace {

using namespace bench;

class rows_to_vector : public session {
public:
    explicit rows_to_vector(const task& wanted) : connection_(wanted.server), rows_(wanted.rows) {
        connection_.prepare("it", queries::readings);
    }

    std::int64_t work(digest& seen) override { return read_all(fetch(), seen); }

private:
    std::vector<owned_reading> fetch() {
        pqxx::nontransaction work(connection_);
        const pqxx::result all = work.exec_prepared("it", rows_);
        std::vector<owned_reading> rows;
        rows.reserve(static_cast<std::size_t>(all.size()));
        for (const pqxx::row& row : all)
            rows.push_back({row[0].as<std::int64_t>(), row[1].as<double>(), row[2].as<std::string>(), row[3].as<bool>(),
                            libpqxx::microseconds(libpqxx::text(row[4]))});
        return rows;
    }

    pqxx::connection connection_;
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return run<rows_to_vector>(argc, argv); }
