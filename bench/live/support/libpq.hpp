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

/// Up to four parameters in binary, as libpq's functions take them.
class parameters {
public:
    parameters() = default;
    parameters(const parameters&) = delete; // its pointers go into itself
    parameters& operator=(const parameters&) = delete;

    void clear() noexcept { count_ = 0; }
    template <std::integral Number>
    void number(Number value) noexcept {
        char* const slot = slots_[count_].data();
        store(slot, value);
        point_to(slot, sizeof value);
    }
    void real(double value) noexcept { number(std::bit_cast<std::int64_t>(value)); }
    void flag(bool value) noexcept { number(static_cast<std::int8_t>(value)); }
    /// The text must live until the statement was sent.
    void text(std::string_view value) noexcept { point_to(value.data(), value.size()); }

    [[nodiscard]] int count() const noexcept { return static_cast<int>(count_); }
    [[nodiscard]] const char* const* values() const noexcept { return values_.data(); }
    [[nodiscard]] const int* lengths() const noexcept { return lengths_.data(); }
    [[nodiscard]] const int* formats() const noexcept { return formats_.data(); }

private:
    void point_to(const char* data, std::size_t size) noexcept {
        values_[count_] = data;
        lengths_[count_] = static_cast<int>(size);
        ++count_;
    }

    std::array<std::array<char, 8>, 4> slots_{};
    std::array<const char*, 4> values_{};
    std::array<int, 4> lengths_{};
    std::array<int, 4> formats_{binary, binary, binary, binary};
    std::size_t count_ = 0;
};

[[nodiscard]] inline result execute_prepared(const connection& with, const char* name, const parameters& given) {
    return checked(
        PQexecPrepared(with.get(), name, given.count(), given.values(), given.lengths(), given.formats(), binary));
}
/// Sends only: PQgetResult takes what comes.
inline void send_prepared(const connection& with, const char* name, const parameters& given) {
    if (PQsendQueryPrepared(with.get(), name, given.count(), given.values(), given.lengths(), given.formats(),
                            binary) != 1)
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
