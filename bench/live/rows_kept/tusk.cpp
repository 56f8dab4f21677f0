// fetchall(), then every field of every row.
#include "bench/live/support/measure.hpp"
#include "bench/live/support/queries.hpp"

#include <tusk/tusk.hpp>

namespace {

class rows_kept : public bench::session {
public:
    explicit rows_kept(const bench::task& task) : connection_(tusk::connect(task.server)), rows_(task.rows) {
        connection_.autocommit(true);
    }

    std::int64_t work(bench::digest& seen) override {
        tusk::cursor cursor = connection_.cursor();
        const tusk::rows all = cursor.execute(bench::queries::readings, rows_).fetchall();
        for (const tusk::row& row : all) {
            const auto [id, value, label, even, taken] =
                row.get<std::int64_t, double, std::string_view, bool, tusk::timestamptz>();
            seen.number(id);
            seen.real(value);
            seen.text(label);
            seen.flag(even);
            seen.number(taken.microseconds);
        }
        return static_cast<std::int64_t>(all.size());
    }

private:
    tusk::connection connection_;
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<rows_kept>(argc, argv); }
