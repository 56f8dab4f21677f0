// A row of five columns by its key: a statement is executed for each row.
#include "bench/live/support/measure.hpp"
#include "bench/live/support/queries.hpp"

#include <tusk/tusk.hpp>

namespace {

class one_row : public bench::session {
public:
    explicit one_row(const bench::task& task) : connection_(tusk::connect(task.server)), rows_(task.rows) {
        connection_.autocommit(true);
    }

    std::int64_t work(bench::digest& seen) override {
        for (std::int64_t wanted = 1; wanted <= rows_; ++wanted) {
            const auto row = cursor_.execute(bench::queries::reading_by_id, wanted).fetchone();
            const auto [id, value, label, even, taken] =
                row->get<std::int64_t, double, std::string_view, bool, tusk::timestamptz>();
            seen.number(id);
            seen.real(value);
            seen.text(label);
            seen.flag(even);
            seen.number(taken.microseconds);
        }
        return rows_;
    }

private:
    tusk::connection connection_;
    tusk::cursor cursor_ = connection_.cursor();
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<one_row>(argc, argv); }
