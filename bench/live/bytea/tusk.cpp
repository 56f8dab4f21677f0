// Values of a megabyte, viewed where they were received.
#include "bench/live/support/measure.hpp"
#include "bench/live/support/queries.hpp"

#include <tusk/tusk.hpp>

namespace {

class bytea : public bench::session {
public:
    explicit bytea(const bench::task& task) : connection_(tusk::connect(task.server)), rows_(task.rows) {
        connection_.autocommit(true);
    }

    std::int64_t work(bench::digest& seen) override {
        std::int64_t rows = 0;
        for (const auto& [content] : cursor_.stream(bench::queries::bytea, rows_).rows<std::span<const std::byte>>()) {
            seen.bytes(content);
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

int main(int argc, char* argv[]) { return bench::run<bytea>(argc, argv); }
