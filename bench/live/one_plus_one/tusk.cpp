#include "bench/live/support/measure.hpp"
#include "bench/live/support/queries.hpp"

#include <tusk/tusk.hpp>

namespace {

class one_plus_one : public bench::session {
public:
    explicit one_plus_one(const bench::task& task) : connection_(tusk::connect(task.server)) {
        connection_.autocommit(true);
    }

    std::int64_t work(bench::digest& seen) override {
        const auto row = cursor_.execute(bench::queries::one_plus_one).fetchone();
        seen.number((*row)[0].as<std::int32_t>());
        return 1;
    }

private:
    tusk::connection connection_;
    tusk::cursor cursor_ = connection_.cursor();
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<one_plus_one>(argc, argv); }
