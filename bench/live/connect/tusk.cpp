// Connects and says goodbye, as often as rows were asked for.
#include "bench/live/support/measure.hpp"

#include <tusk/tusk.hpp>

namespace {

class connects : public bench::session {
public:
    explicit connects(const bench::task& task) : task_(task) {}

    std::int64_t work(bench::digest& seen) override {
        for (std::int64_t i = 0; i < task_.rows; ++i) seen.number(tusk::connect(task_.server).server_version());
        return task_.rows;
    }

private:
    bench::task task_;
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<connects>(argc, argv); }
