// One INSERT for each of many rows, in one transaction: sent in large pieces, answers dropped unread.
#include "bench/live/support/measure.hpp"
#include "bench/live/support/new_row.hpp"
#include "bench/live/support/queries.hpp"
#include "bench/live/support/wire.hpp"

namespace {

using namespace bench;

class executemany : public session {
public:
    explicit executemany(const task& wanted) : connection_(wanted.server), rows_(new_rows(wanted.rows)) {
        execute(queries::create_inserted);
        connection_.prepare("insert", queries::insert);
        connection_.prepare("sum", queries::sum_inserted);
    }

    void before() override { execute(queries::truncate_inserted); }

    std::int64_t work(digest&) override {
        execute("BEGIN");
        request_.clear();
        for (const new_row& row : rows_) {
            append(row);
            if (request_.size() >= piece) send_piece();
        }
        request_.sync();
        connection_.send(request_);
        connection_.finish();
        execute("COMMIT");
        return static_cast<std::int64_t>(rows_.size());
    }

    void after(digest& seen) override {
        request_.clear();
        request_.begin_bind("sum", 0);
        request_.end_bind();
        request_.execute();
        request_.sync();
        connection_.send(request_);
        connection_.rows([&seen](const char* fields) {
            seen.number(load<std::int64_t>(fields + 4));
            seen.number(load<std::int64_t>(fields + 16));
        });
    }

private:
    static constexpr std::size_t piece = 64 * 1024;

    void append(const new_row& row) {
        request_.begin_bind("insert", 4);
        request_.value(row.id);
        request_.value(std::bit_cast<std::int64_t>(row.value));
        request_.value(row.label);
        request_.value(static_cast<std::int8_t>(row.even));
        request_.end_bind();
        request_.execute();
    }

    /// Answers are a third as long as what is sent: taken between two pieces they cannot fill the socket.
    void send_piece() {
        connection_.send(request_);
        request_.clear();
        connection_.drop_received();
    }

    void execute(const char* sql) {
        request_.clear();
        request_.query(sql);
        connection_.send(request_);
        connection_.finish();
    }

    wire::connection connection_;
    wire::request request_;
    std::vector<new_row> rows_;
};

} // namespace

int main(int argc, char* argv[]) { return run<executemany>(argc, argv); }
