// libpq the way its documentation shows it, with results in binary; every field is read through its accessors.
#pragma once

#include "bench/live/support/big_endian.hpp"

#include <libpq-fe.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bench::libpq {

struct closer {
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using connection = std::unique_ptr<PGconn, closer>;
using result = std::unique_ptr<PGresult, closer>;

inline constexpr int binary = 1;

[[nodiscard]] inline connection connect(const std::string& conninfo) {
    connection opened(PQconnectdb(conninfo.c_str()));
    if (PQstatus(opened.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(opened.get()));
    return opened;
}

/// The result, unless the statement failed.
[[nodiscard]] inline result checked(PGresult* raw) {
    result taken(raw);
    const ExecStatusType status = PQresultStatus(raw);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_SINGLE_TUPLE)
        throw std::runtime_error(PQresultErrorMessage(raw));
    return taken;
}

inline void execute(const connection& with, const char* sql) { static_cast<void>(checked(PQexec(with.get(), sql))); }
inline void prepare(const connection& with, const char* name, const char* sql) {
    static_cast<void>(checked(PQprepare(with.get(), name, sql, 0, nullptr)));
}

/// One int8 parameter in binary, as libpq's functions take it.
class int8_parameter {
public:
    explicit int8_parameter(std::int64_t value) noexcept { store(bytes_.data(), value); }
    [[nodiscard]] const char* const* values() const noexcept { return &data_; }
    [[nodiscard]] const int* lengths() const noexcept { return &length_; }
    [[nodiscard]] const int* formats() const noexcept { return &binary; }

private:
    std::array<char, sizeof(std::int64_t)> bytes_{};
    const char* data_ = bytes_.data();
    int length_ = sizeof(std::int64_t);
};

[[nodiscard]] inline result execute_prepared(const connection& with, const char* name, const int8_parameter& value) {
    return checked(PQexecPrepared(with.get(), name, 1, value.values(), value.lengths(), value.formats(), binary));
}

/// Sends only: PQgetResult takes what comes.
inline void send_prepared(const connection& with, const char* name, const int8_parameter& value) {
    if (PQsendQueryPrepared(with.get(), name, 1, value.values(), value.lengths(), value.formats(), binary) != 1)
        throw std::runtime_error(PQerrorMessage(with.get()));
}

// ---- fields ---------------------------------------------------------------------------------------------------------

[[nodiscard]] inline const char* data(const result& of, int row, int column) {
    return PQgetvalue(of.get(), row, column);
}
[[nodiscard]] inline bool is_null(const result& of, int row, int column) {
    return PQgetisnull(of.get(), row, column) != 0;
}
/// A number of fixed size; like tusk, not from a field of another size.
template <std::integral Number>
[[nodiscard]] Number number(const result& of, int row, int column) {
    if (PQgetlength(of.get(), row, column) != int{sizeof(Number)})
        throw std::runtime_error("a field has another size than its type");
    return load<Number>(data(of, row, column));
}
[[nodiscard]] inline double real(const result& of, int row, int column) {
    return std::bit_cast<double>(number<std::int64_t>(of, row, column));
}
[[nodiscard]] inline bool flag(const result& of, int row, int column) {
    return number<std::int8_t>(of, row, column) != 0;
}
[[nodiscard]] inline std::string_view text(const result& of, int row, int column) {
    return {data(of, row, column), static_cast<std::size_t>(PQgetlength(of.get(), row, column))};
}
[[nodiscard]] inline std::span<const std::byte> bytes(const result& of, int row, int column) {
    const std::string_view whole = text(of, row, column);
    return {reinterpret_cast<const std::byte*>(whole.data()), whole.size()};
}

} // namespace bench::libpq
