// Rows appended to the vector from the receive buffer, while they arrive.
#include "bench/live/support/floor_readings.hpp"
#include "bench/live/support/owned_reading.hpp"

namespace {

using namespace bench;

class rows_to_vector : public session {
public:
    explicit rows_to_vector(const task& wanted) : connection_(wanted.server), rows_(wanted.rows) {
        connection_.prepare("it", queries::readings);
        request_.begin_bind("it", 1);
        request_.value(wanted.rows);
        request_.end_bind();
        request_.execute();
        request_.sync();
    }

    std::int64_t work(digest& seen) override {
        std::vector<owned_reading> rows;
        rows.reserve(static_cast<std::size_t>(rows_));
        connection_.send(request_);
        connection_.rows([&](const char* fields) {
            const wire::reading row(fields);
            rows.push_back({row.id(), row.value(), std::string(row.label()), row.even(), row.taken()});
        });
        return read_all(rows, seen);
    }

private:
    wire::connection connection_;
    wire::request request_;
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return run<rows_to_vector>(argc, argv); }
