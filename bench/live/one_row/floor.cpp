// A row of five columns by its key: a statement is executed for each row.
#include "bench/live/support/floor_readings.hpp"

namespace {

using namespace bench;

class one_row : public session {
public:
    explicit one_row(const task& wanted) : connection_(wanted.server), rows_(wanted.rows) {
        connection_.prepare("it", queries::reading_by_id);
    }

    std::int64_t work(digest& seen) override {
        for (std::int64_t id = 1; id <= rows_; ++id) {
            request_.clear();
            request_.begin_bind("it", 1);
            request_.value(id);
            request_.end_bind();
            request_.execute();
            request_.sync();
            connection_.send(request_);
            connection_.rows([&](const char* fields) { wire::read_reading(fields, seen); });
        }
        return rows_;
    }

private:
    wire::connection connection_;
    wire::request request_;
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return run<one_row>(argc, argv); }
