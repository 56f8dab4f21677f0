// The floor's programs that run one prepared statement and decode its rows in the receive buffer differ in the
// statement and the columns:
//
//     struct pg_type {
//         static constexpr const char* sql = "SELECT …";
//         static constexpr std::int16_t parameters = 2;
//         static void give(wire::request& request, const task& wanted);
//         static void read(const char* fields, digest& seen);
//     };
#pragma once

#include "bench/live/support/measure.hpp"
#include "bench/live/support/queries.hpp"
#include "bench/live/support/wire.hpp"

namespace bench::wire {

template <class Statement>
class statement_session : public session {
public:
    explicit statement_session(const task& wanted) : connection_(wanted.server) {
        connection_.prepare("it", Statement::sql);
        request_.begin_bind("it", Statement::parameters);
        Statement::give(request_, wanted);
        request_.end_bind();
        request_.execute();
        request_.sync();
    }

    std::int64_t work(digest& seen) override {
        connection_.send(request_);
        std::int64_t rows = 0;
        connection_.rows([&](const char* fields) {
            Statement::read(fields, seen);
            ++rows;
        });
        return rows;
    }

private:
    connection connection_;
    request request_;
};

/// For statements of one parameter: how many rows.
struct asks_for_rows {
    static constexpr std::int16_t parameters = 1;
    static void give(request& messages, const task& wanted) { messages.value(wanted.rows); }
};

} // namespace bench::wire
