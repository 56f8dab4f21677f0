// COPY through calls that are not made for it: an error that says so, and a connection in step.
#include "tests/live/connections.hpp"

#include <catch2/catch.hpp>

using namespace tusk;
using namespace tusk::test;

namespace {

constexpr const char* in = "COPY t FROM STDIN";
constexpr const char* out = "COPY (SELECT g, repeat('x', 100) FROM generate_series(1, 20000) g) TO STDOUT";

template <class Call>
void check_refused(connection& session, Call call) {
    const auto refused = thrown_by<not_supported_error>(call);
    INFO(refused.what());
    CHECK(refused.report() == nullptr);
    CHECK(contains(refused.what(), "COPY"));
    if (session.transaction_status() != transaction_status::idle) session.rollback();
    CHECK(is_usable(session));
}

} // namespace

TEST_CASE("COPY through execute, in both directions and both modes, is refused") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (n int4)");
    for (const bool autocommit : {true, false}) {
        if (session.transaction_status() != transaction_status::idle) session.rollback();
        session.autocommit(autocommit);
        for (int i = 0; i < 3; ++i) { // also when the statement is prepared already
            check_refused(session, [&] { session.execute(in); });
            check_refused(session, [&] { session.execute(out); });
        }
    }
}

TEST_CASE("COPY through a stream is refused") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (n int4)");
    for (const char* sql : {in, out})
        check_refused(session, [&] {
            auto rows = session.cursor().stream(sql);
            static_cast<void>(rows.next());
        });
}

TEST_CASE("A stream of a COPY that nobody reads is closed without a hang") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (n int4)");
    for (const char* sql : {in, out}) {
        { const auto unread = session.cursor().stream(sql); }
        CHECK(is_usable(session));
    }
}

TEST_CASE("COPY in a script is refused wherever it stands") {
    connection session = connect_in_autocommit();
    session.execute("CREATE TEMP TABLE t (n int4)");
    auto cursor = session.cursor();
    for (const std::string copy : {in, out})
        for (const std::string& script :
             {copy, "SELECT 1; " + copy, copy + "; SELECT 1", "SELECT 1; " + copy + "; " + copy + "; SELECT 2"}) {
            INFO(script);
            check_refused(session, [&] { cursor.execute_script(script); });
        }
    CHECK(ask<std::int64_t>(session, "SELECT count(*) FROM t") == 0);
}

TEST_CASE("COPY through executemany is refused, and ends the connection: the sets behind it would be its data") {
    const std::vector<std::tuple<>> sets(3);
    for (const char* sql : {in, out}) {
        connection session = connect_in_autocommit();
        session.execute("CREATE TEMP TABLE t (n int4)");
        CHECK_THROWS_AS(session.cursor().executemany(sql, sets), not_supported_error);
        CHECK(session.closed());
    }
}
