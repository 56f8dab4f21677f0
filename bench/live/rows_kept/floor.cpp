// The bytes stay where the socket wrote them; then every field is decoded in place.
#include "bench/live/support/floor_readings.hpp"

#include <vector>

namespace {

using namespace bench;

class rows_kept : public session {
public:
    explicit rows_kept(const task& wanted) : connection_(wanted.server) {
        connection_.prepare("it", queries::readings);
        request_.begin_bind("it", 1);
        request_.value(wanted.rows);
        request_.end_bind();
        request_.execute();
        request_.sync();
    }

    std::int64_t work(digest& seen) override {
        std::vector<wire::block> kept;
        connection_.send(request_);
        connection_.keep(kept);
        std::int64_t rows = 0;
        for (const wire::block& block : kept)
            wire::kept_rows(block, [&](const char* fields) {
                wire::read_reading(fields, seen);
                ++rows;
            });
        return rows;
    }

private:
    wire::connection connection_;
    wire::request request_;
};

} // namespace

int main(int argc, char* argv[]) { return run<rows_kept>(argc, argv); }
