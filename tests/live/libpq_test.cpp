// libpq as a witness: asked the same, the server sends it the same bytes.
#include "tests/live/connections.hpp"
#include "tests/live/types/everyday_types.hpp"

#include <catch2/catch.hpp>
#include <libpq-fe.h>

#include <memory>

using namespace tusk;
using namespace tusk::test;

namespace {

struct clear_result {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using libpq_result = std::unique_ptr<PGresult, clear_result>;

/// A session of the role tusk over the Unix socket, by libpq.
class libpq_session {
public:
    libpq_session()
        : session_(PQconnectdb(the_server().socket_uri("tusk", "secret-tusk", "client_encoding=UTF8").c_str())) {
        if (PQstatus(session_) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(session_));
    }
    libpq_session(const libpq_session&) = delete;
    libpq_session& operator=(const libpq_session&) = delete;
    ~libpq_session() { PQfinish(session_); }

    [[nodiscard]] libpq_result ask_in_binary(const std::string& sql) {
        libpq_result answer(PQexecParams(session_, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1));
        if (PQresultStatus(answer.get()) != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(session_));
        return answer;
    }

private:
    PGconn* session_;
};

std::string_view field(const libpq_result& answer, int column) {
    return {PQgetvalue(answer.get(), 0, column), static_cast<std::size_t>(PQgetlength(answer.get(), 0, column))};
}

} // namespace

TEST_CASE("Every value of every type, and every array of them, has the same bytes as by libpq") {
    connection session = connect_in_autocommit();
    libpq_session libpq;
    const int version = session.server_version();
    for_each_type([&]<class T>(const std::string& type) {
        std::vector<std::string> samples = samples_of(type, version);
        for (std::string& each : array_samples_of(type, version)) samples.push_back(std::move(each));
        samples.push_back("NULL::" + type);
        std::string sql;
        for (const std::string& each : samples) sql += (sql.empty() ? "SELECT " : ", ") + each;
        INFO(sql);
        const auto expected = libpq.ask_in_binary(sql);
        auto cursor = session.execute(sql);
        const auto row = cursor.fetchone();
        REQUIRE(static_cast<std::size_t>(PQnfields(expected.get())) == row->size());
        int column = 0;
        for (const value each : *row) {
            INFO(samples[static_cast<std::size_t>(column)]);
            CHECK(each.is_null() == (PQgetisnull(expected.get(), 0, column) == 1));
            CHECK(static_cast<Oid>(each.type().number()) == PQftype(expected.get(), column));
            CHECK(each.source().name == PQfname(expected.get(), column));
            CHECK(each.source().type_modifier == PQfmod(expected.get(), column));
            CHECK(protocol::as_text(each.bytes()) == field(expected, column));
            ++column;
        }
    });
}
