// A row of five columns by its key: a statement is executed for each row.
#include "bench/live/support/libpqxx_statement.hpp"

namespace {

using namespace bench;

class one_row : public session {
public:
    explicit one_row(const task& wanted) : connection_(wanted.server), rows_(wanted.rows) {
        connection_.prepare("it", queries::reading_by_id);
    }

    std::int64_t work(digest& seen) override {
        pqxx::nontransaction work(connection_);
        for (std::int64_t id = 1; id <= rows_; ++id) libpqxx::read_reading(work.exec_prepared1("it", id), seen);
        return rows_;
    }

private:
    pqxx::connection connection_;
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return run<one_row>(argc, argv); }
