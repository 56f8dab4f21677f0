// One INSERT for each of many rows, in one transaction, one round trip each: libpqxx's pipeline takes no parameters.
#include "bench/live/support/measure.hpp"
#include "bench/live/support/new_row.hpp"
#include "bench/live/support/queries.hpp"

#include <pqxx/pqxx>

namespace {

using namespace bench;

class executemany : public session {
public:
    explicit executemany(const task& wanted) : connection_(wanted.server), rows_(new_rows(wanted.rows)) {
        pqxx::nontransaction(connection_).exec(queries::create_inserted);
        connection_.prepare("insert", queries::insert);
        connection_.prepare("sum", queries::sum_inserted);
    }

    void before() override { pqxx::nontransaction(connection_).exec(queries::truncate_inserted); }

    std::int64_t work(digest&) override {
        pqxx::work work(connection_);
        std::int64_t inserted = 0;
        for (const new_row& row : rows_)
            inserted += static_cast<std::int64_t>(
                work.exec_prepared("insert", row.id, row.value, row.label, row.even).affected_rows());
        work.commit();
        return inserted;
    }

    void after(digest& seen) override {
        pqxx::nontransaction work(connection_);
        const pqxx::row sums = work.exec_prepared1("sum");
        seen.number(sums[0].as<std::int64_t>());
        seen.number(sums[1].as<std::int64_t>());
    }

private:
    pqxx::connection connection_;
    std::vector<new_row> rows_;
};

} // namespace

int main(int argc, char* argv[]) { return run<executemany>(argc, argv); }
