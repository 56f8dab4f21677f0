// Connects and says goodbye, as often as rows were asked for.
#include "bench/live/support/measure.hpp"

#include <pqxx/pqxx>

namespace {

using namespace bench;

class connects : public session {
public:
    explicit connects(const task& wanted) : task_(wanted) {}

    std::int64_t work(digest& seen) override {
        for (std::int64_t i = 0; i < task_.rows; ++i) seen.number(pqxx::connection(task_.server).server_version());
        return task_.rows;
    }

private:
    task task_;
};

} // namespace

int main(int argc, char* argv[]) { return run<connects>(argc, argv); }
