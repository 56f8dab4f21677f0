// The programs of libpq that run one prepared statement and read its rows differ in the statement and the columns:
//
//     struct pg_type {
//         static constexpr const char* sql = "SELECT …";
//         static void give(libpq::parameters& parameters, const task& wanted);
//         static void read(const libpq::result& of, int row, digest& seen);
//     };
#pragma once

#include "bench/live/support/libpq.hpp"
#include "bench/live/support/measure.hpp"
#include "bench/live/support/queries.hpp"

namespace bench::libpq {

/// The whole result at once, as libpq gives it unless one asks for single rows.
template <class Statement>
class statement_session : public session {
public:
    explicit statement_session(const task& wanted) : connection_(connect(wanted.server)) {
        prepare(connection_, "it", Statement::sql);
        Statement::give(parameters_, wanted);
    }

    std::int64_t work(digest& seen) override {
        const result all = execute_prepared(connection_, "it", parameters_);
        const int rows = PQntuples(all.get());
        for (int row = 0; row < rows; ++row) Statement::read(all, row, seen);
        return rows;
    }

private:
    connection connection_;
    parameters parameters_;
};

/// In single-row mode: a result a row, in constant memory.
template <class Statement>
class single_row_session : public session {
public:
    explicit single_row_session(const task& wanted) : connection_(connect(wanted.server)) {
        prepare(connection_, "it", Statement::sql);
        Statement::give(parameters_, wanted);
    }

    std::int64_t work(digest& seen) override {
        send_prepared(connection_, "it", parameters_);
        if (PQsetSingleRowMode(connection_.get()) != 1) throw std::runtime_error("there is no single-row mode");
        std::int64_t rows = 0;
        while (PGresult* raw = PQgetResult(connection_.get())) {
            const result one = checked(raw);
            if (PQntuples(raw) == 0) continue; // the one that ends the rows
            Statement::read(one, 0, seen);
            ++rows;
        }
        return rows;
    }

private:
    connection connection_;
    parameters parameters_;
};

/// For statements of one parameter: how many rows.
struct asks_for_rows {
    static void give(parameters& given, const task& wanted) { given.number(wanted.rows); }
};

} // namespace bench::libpq
