#include "bench/live/support/measure.hpp"
#include "bench/live/support/queries.hpp"

#include <tusk/tusk.hpp>

namespace {

class int4_array : public bench::session {
public:
    explicit int4_array(const bench::task& task) : connection_(tusk::connect(task.server)), rows_(task.rows) {
        connection_.autocommit(true);
    }

    std::int64_t work(bench::digest& seen) override {
        cursor_.execute(bench::queries::int4_array, rows_);
        for (const auto& [numbers] : cursor_.rows<std::vector<std::int32_t>>()) seen.numbers(numbers);
        return cursor_.rowcount();
    }

private:
    tusk::connection connection_;
    tusk::cursor cursor_ = connection_.cursor();
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<int4_array>(argc, argv); }
