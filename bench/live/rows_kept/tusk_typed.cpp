// The rows of an executed cursor as structs with views into the kept result.
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

class rows_kept : public bench::session {
public:
    explicit rows_kept(const bench::task& task) : connection_(tusk::connect(task.server)), rows_(task.rows) {
        connection_.autocommit(true);
    }

    std::int64_t work(bench::digest& seen) override {
        tusk::cursor cursor = connection_.cursor();
        for (const reading& row : cursor.execute(bench::queries::readings, rows_).as<reading>()) {
            seen.number(row.id);
            seen.real(row.value);
            seen.text(row.label);
            seen.flag(row.even);
            seen.number(row.taken.microseconds);
        }
        return cursor.rowcount();
    }

private:
    tusk::connection connection_;
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<rows_kept>(argc, argv); }
