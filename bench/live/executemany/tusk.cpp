// One INSERT for each of many rows, in one transaction.
#include "bench/live/support/measure.hpp"
#include "bench/live/support/new_row.hpp"
#include "bench/live/support/queries.hpp"

#include <tusk/tusk.hpp>

namespace {

class executemany : public bench::session {
public:
    explicit executemany(const bench::task& task)
        : connection_(tusk::connect(task.server)), rows_(bench::new_rows(task.rows)) {
        cursor_.execute(bench::queries::create_inserted);
        connection_.commit();
    }

    void before() override {
        cursor_.execute(bench::queries::truncate_inserted);
        connection_.commit();
    }

    std::int64_t work(bench::digest&) override {
        cursor_.executemany(bench::queries::insert, rows_);
        const std::int64_t inserted = cursor_.rowcount();
        connection_.commit();
        return inserted;
    }

    void after(bench::digest& seen) override {
        const auto [count, sum] =
            cursor_.execute(bench::queries::sum_inserted).fetchone()->get<std::int64_t, std::int64_t>();
        seen.number(count);
        seen.number(sum);
        connection_.commit();
    }

private:
    tusk::connection connection_;
    tusk::cursor cursor_ = connection_.cursor();
    std::vector<bench::new_row> rows_;
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<executemany>(argc, argv); }
