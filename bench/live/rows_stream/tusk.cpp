// Rows as structs with views, one at a time, while they arrive.
#include "bench/live/support/measure.hpp"
#include "bench/live/support/queries.hpp"

#include <tusk/tusk.hpp>

namespace {

struct reading {
    std::int64_t id;
    double value;
    std::string_view label;
    bool even;
    tusk::timestamptz taken;
};

class rows_stream : public bench::session {
public:
    explicit rows_stream(const bench::task& task) : connection_(tusk::connect(task.server)), rows_(task.rows) {
        connection_.autocommit(true);
    }

    std::int64_t work(bench::digest& seen) override {
        std::int64_t rows = 0;
        for (const reading& row : cursor_.stream(bench::queries::readings, rows_).as<reading>()) {
            seen.number(row.id);
            seen.real(row.value);
            seen.text(row.label);
            seen.flag(row.even);
            seen.number(row.taken.microseconds);
            ++rows;
        }
        return rows;
    }

private:
    tusk::connection connection_;
    tusk::cursor cursor_ = connection_.cursor();
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<rows_stream>(argc, argv); }
