#include "bench/live/support/measure.hpp"
#include "bench/live/support/queries.hpp"

#include <tusk/tusk.hpp>

namespace {

class generate_series : public bench::session {
public:
    explicit generate_series(const bench::task& task) : connection_(tusk::connect(task.server)), rows_(task.rows) {
        connection_.autocommit(true);
    }

    std::int64_t work(bench::digest& seen) override {
        cursor_.execute(bench::queries::generate_series, rows_);
        for (const auto& [number] : cursor_.rows<std::int32_t>()) seen.number(number);
        return cursor_.rowcount();
    }

private:
    tusk::connection connection_;
    tusk::cursor cursor_ = connection_.cursor();
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<generate_series>(argc, argv); }
