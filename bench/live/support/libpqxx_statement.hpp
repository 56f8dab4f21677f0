// libpqxx, Debian's version 6, which reads all results as text. The programs that run one prepared statement differ in
// the statement and the columns:
//
//     struct pg_type {
//         static constexpr const char* sql = "SELECT …";
//         static pqxx::result run(pqxx::nontransaction& work, const task& wanted);
//         static void read(const pqxx::row& row, digest& seen);
//     };
#pragma once

#include "bench/live/support/measure.hpp"
#include "bench/live/support/queries.hpp"

#include <chrono>
#include <pqxx/pqxx>
#include <stdexcept>
#include <string_view>

namespace bench::libpqxx {

template <class Statement>
class statement_session : public session {
public:
    explicit statement_session(const task& wanted) : task_(wanted), connection_(wanted.server) {
        connection_.prepare("it", Statement::sql);
    }

    std::int64_t work(digest& seen) override {
        pqxx::nontransaction work(connection_);
        const pqxx::result all = Statement::run(work, task_);
        for (const pqxx::row& row : all) Statement::read(row, seen);
        return static_cast<std::int64_t>(all.size());
    }

private:
    task task_;
    pqxx::connection connection_;
};

/// For statements of one parameter: how many rows.
struct asks_for_rows {
    static pqxx::result run(pqxx::nontransaction& work, const task& wanted) {
        return work.exec_prepared("it", wanted.rows);
    }
};

[[nodiscard]] inline std::string_view text(const pqxx::field& field) { return {field.c_str(), field.size()}; }

/// The microseconds since 2000 of "2024-01-31 13:45:01.000123+00": libpqxx 6 leaves times to its user.
[[nodiscard]] inline std::int64_t microseconds(std::string_view text) {
    const auto digits = [text](std::size_t at, std::size_t count) {
        int value = 0;
        for (const char c : text.substr(at, count)) value = value * 10 + (c - '0');
        return value;
    };
    if (text.size() < 22 || text.substr(text.size() - 3) != "+00") throw std::runtime_error("not a time in UTC");
    using namespace std::chrono;
    const sys_days day = year{digits(0, 4)} / digits(5, 2) / digits(8, 2);
    const std::size_t fraction = text.size() - 22 == 0 ? 0 : text.size() - 23;
    std::int64_t micros = fraction == 0 ? 0 : digits(20, fraction);
    for (std::size_t missing = fraction; missing < 6; ++missing) micros *= 10;
    const auto since =
        day - sys_days(year{2000} / 1 / 1) + hours(digits(11, 2)) + minutes(digits(14, 2)) + seconds(digits(17, 2));
    return duration_cast<std::chrono::microseconds>(since).count() + micros;
}

inline void read_reading(const pqxx::row& row, digest& seen) {
    seen.number(row[0].as<std::int64_t>());
    seen.real(row[1].as<double>());
    seen.text(text(row[2]));
    seen.flag(row[3].as<bool>());
    seen.number(microseconds(text(row[4])));
}

struct readings : asks_for_rows {
    static constexpr const char* sql = queries::readings;
    static void read(const pqxx::row& row, digest& seen) { read_reading(row, seen); }
};

} // namespace bench::libpqxx
