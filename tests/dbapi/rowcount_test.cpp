// PEP 249, "Cursor attributes": rowcount.
#include "tests/dbapi/peaks.hpp"

#include <catch2/catch.hpp>

using namespace tusk::test;

TEST_CASE("rowcount is -1 before the first statement") {
    auto conn = fresh_connection();
    CHECK(conn.cursor().rowcount() == -1);
}

TEST_CASE("rowcount is -1 after statements that count no rows") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("SELECT 1 UNION SELECT 2");
    CHECK(cur.rowcount() == 2);
    make_empty_table(cur);
    CHECK(cur.rowcount() == -1);
    CHECK(cur.execute("SET search_path TO public").rowcount() == -1);
    CHECK(cur.execute("DROP TABLE pg_temp.peaks").rowcount() == -1);
}

TEST_CASE("rowcount after INSERT, UPDATE and DELETE is the number of rows that they changed") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_empty_table(cur);
    CHECK(cur.execute("INSERT INTO peaks VALUES ('Eiger')").rowcount() == 1);
    CHECK(cur.execute("INSERT INTO peaks VALUES ('Denali'), ('Elbrus')").rowcount() == 2);
    CHECK(cur.execute("UPDATE peaks SET name = upper(name) WHERE name LIKE 'E%'").rowcount() == 2);
    CHECK(cur.execute("UPDATE peaks SET name = 'K2' WHERE name = 'unknown'").rowcount() == 0);
    CHECK(cur.execute("DELETE FROM peaks").rowcount() == 3);
}

TEST_CASE("rowcount after MERGE is the number of rows that it changed") {
    auto conn = fresh_connection();
    if (conn.server_version() < 150'000) return; // new in PostgreSQL 15
    auto cur = conn.cursor();
    make_peaks(cur);
    cur.execute("MERGE INTO peaks USING (VALUES ('Eiger'), ('K2')) AS v(name) ON peaks.name = v.name"
                " WHEN MATCHED THEN UPDATE SET name = 'Ogre' WHEN NOT MATCHED THEN INSERT VALUES (v.name)");
    CHECK(cur.rowcount() == 2);
}

TEST_CASE("rowcount after SELECT is the number of rows, however many were fetched") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_peaks(cur);
    cur.execute(select_peaks);
    CHECK(cur.rowcount() == 6);
    static_cast<void>(cur.fetchmany(2));
    CHECK(cur.rowcount() == 6);
    static_cast<void>(cur.fetchall());
    CHECK(cur.rowcount() == 6);
    CHECK(cur.execute("SELECT name FROM peaks WHERE false").rowcount() == 0);
    CHECK(cur.execute("VALUES (1), (2)").rowcount() == 2);
}

TEST_CASE("rowcount after INSERT … RETURNING is the number of rows that it returns") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    make_empty_table(cur);
    cur.execute("INSERT INTO peaks VALUES ('Eiger'), ('Denali') RETURNING name");
    CHECK(cur.rowcount() == 2);
    CHECK(cur.fetchall().size() == 2);
}

TEST_CASE("rowcount after CREATE TABLE AS and SELECT INTO is the number of rows in the new table") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    CHECK(cur.execute("CREATE TEMPORARY TABLE one AS SELECT generate_series(1, 4)").rowcount() == 4);
    CHECK(cur.execute("SELECT * INTO TEMPORARY TABLE two FROM one LIMIT 3").rowcount() == 3);
}

TEST_CASE("rowcount after FETCH and MOVE of a cursor on the server is the number of rows passed") {
    auto conn = fresh_connection();
    auto cur = conn.cursor();
    cur.execute("DECLARE upwards CURSOR FOR SELECT generate_series(1, 10)");
    CHECK(cur.rowcount() == -1);
    CHECK(cur.execute("FETCH 3 FROM upwards").rowcount() == 3);
    CHECK(cur.execute("MOVE 2 FROM upwards").rowcount() == 2);
    CHECK((*cur.execute("FETCH 1 FROM upwards").fetchone())[0].as<int>() == 6);
}
