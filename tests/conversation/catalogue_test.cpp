// What a whole connection makes of a server that says odd things about its types and columns.
#include "tests/conversation/messages.hpp"
#include "tests/support/mock_server.hpp"

#include <tusk/protocol/backend_query.hpp>
#include <tusk/tusk.hpp>

#include <catch2/catch.hpp>

using Catch::Matchers::Contains;
using namespace tusk;
using namespace tusk::test;
using namespace tusk::test::from_server;

namespace {

constexpr auto made = static_cast<oid>(16'385);

std::string column_of(std::string_view name, oid type) {
    protocol::backend::field_description field;
    field.name = name;
    field.type = type;
    field.type_size = -1;
    protocol::backend::row_description description;
    description.fields = {field};
    return encoded(description);
}

/// The answer about one type that has no fields.
std::string catalogue_row(std::string_view number, std::string_view name, std::string_view kind,
                          std::string_view made_of, std::string_view send = "-") {
    return from_server::row({number, name, kind, ",", "0", made_of, send, "{}", "{}"});
}

std::string catalogue_columns() {
    protocol::backend::row_description description;
    for (const oid type : {oid::oid, oid::text, oid::char_, oid::char_, oid::oid, oid::oid, oid::name, oid::text_array,
                           oid::oid_array}) {
        protocol::backend::field_description field;
        field.name = "?";
        field.type = type;
        description.fields.push_back(field);
    }
    return encoded(description);
}

/// The server up to where it has described a statement that returns one column.
script describing(const std::string& column) {
    return script()
        .expect_startup()
        .give(session_start())
        .expect_messages("PDS")
        .give(parsed() + parameters({}) + column + ready());
}

/// The answer to the question about types. Statements have no names here, so that they are parsed again to be run.
script& answer_question(script& plan, const std::string& rows) {
    return plan.expect_message('Q').give(catalogue_columns() + rows + complete("SELECT 1") + ready());
}

connection connect_to(const mock_server& server, bool autocommit = true) {
    connection session = connect("host=" + server.place().address + " port=" + std::to_string(server.place().port) +
                                 " user=hiker sslmode=disable statement_cache_size=0");
    session.autocommit(autocommit);
    return session;
}

} // namespace

TEST_CASE("what the catalogue says of a type decides in which format it is asked for") {
    const std::string column = column_of("rock", made);
    script plan = describing(column);
    answer_question(plan, catalogue_row("16385", "rock", "e", "0", "enum_send"));
    plan.expect_message('P')
        .expect_message('B',
                        [](std::string_view message) {
                            CHECK(message.ends_with(int16(1) + int16(1))); // one format for all: binary
                            return std::string();
                        })
        .expect_messages("ES")
        .give(parsed() + bound() + from_server::row({"chalk"}) + complete("SELECT 1") + ready())
        .expect_message('X')
        .expect_close();
    mock_server server(plan);
    connection session = connect_to(server);
    auto cursor = session.execute("SELECT rock");
    const auto answer = cursor.fetchone().value();
    CHECK(answer[0].type_name() == "rock");
    CHECK(answer[0].as<std::string>() == "chalk");
    session.close();
    server.finish();
}

TEST_CASE("a server without PostgreSQL's catalogue sends types that are not built in as text") {
    const std::string column = column_of("rock", made);
    script plan = describing(column);
    plan.expect_message('Q')
        .give(failed("42P01", "relation pg_range does not exist") + ready())
        .expect_messages("PBES")
        .give(parsed() + bound() + from_server::row({"chalk"}) + complete("SELECT 1") + ready())
        .expect_message('X')
        .expect_close();
    mock_server server(plan);
    connection session = connect_to(server);
    auto cursor = session.execute("SELECT rock");
    const auto answer = cursor.fetchone().value();
    CHECK(answer[0].type_name() == "type 16385");
    CHECK(answer[0].source().wire_format == format::text);
    CHECK(answer[0].as<std::string>() == "chalk");
    session.close();
    server.finish();
}

TEST_CASE("a server without the catalogue is not asked again in the next transaction") {
    const std::string column = column_of("rock", made);
    script plan = script().expect_startup().give(session_start());
    plan.expect_messages("PBEPDS")
        .give(parsed() + bound() + complete("BEGIN") + parsed() + parameters({}) + column + ready('T'))
        .expect_message('Q')
        .give(failed("0A000", "WITH RECURSIVE is not supported") + ready('E'));
    // The rollback, and the same again without a question.
    plan.expect_message('Q').give(complete("ROLLBACK") + ready());
    plan.expect_messages("PBEPDS")
        .give(parsed() + bound() + complete("BEGIN") + parsed() + parameters({}) + column + ready('T'))
        .expect_messages("PBES")
        .give(parsed() + bound() + from_server::row({"chalk"}) + complete("SELECT 1") + ready('T'))
        .expect_message('X')
        .expect_close();
    mock_server server(plan);
    connection session = connect_to(server, false);
    CHECK_THROWS_AS(session.execute("SELECT rock"), not_supported_error);
    session.rollback();
    auto cursor = session.execute("SELECT rock");
    CHECK(cursor.fetchone().value()[0].as<std::string>() == "chalk");
    session.close();
    server.finish();
}

TEST_CASE("types that are made of themselves or of too many others are protocol errors") {
    const std::string column = column_of("ouroboros", made);
    script plan = describing(column);
    std::string rows;
    SECTION("a domain over itself") { rows = catalogue_row("16385", "ouroboros", "d", "16385"); }
    SECTION("two domains over each other") {
        rows = catalogue_row("16385", "ouroboros", "d", "16386") + catalogue_row("16386", "other", "d", "16385");
    }
    SECTION("a hundred and two domains") {
        for (int i = 0; i < 102; ++i)
            rows += catalogue_row(std::to_string(16'385 + i), "deep", "d", std::to_string(16'386 + i));
    }
    plan.expect_message('Q').give(catalogue_columns() + rows + complete("SELECT 1") + ready()).expect_close();
    mock_server server(plan);
    connection session = connect_to(server);
    CHECK_THROWS_WITH(session.execute("SELECT ouroboros"), Contains("made of more than 100 types"));
    CHECK(session.closed());
    server.finish();
}

TEST_CASE("a catalogue that answers something else than it was asked is a protocol error") {
    script plan = describing(column_of("rock", made));
    plan.expect_message('Q');
    SECTION("no rows at all") { plan.give(complete("SELECT 1") + ready()); }
    SECTION("two answers") {
        plan.give(catalogue_columns() + complete("SELECT 0") + catalogue_columns() + complete("SELECT 0") + ready());
    }
    SECTION("other columns") {
        plan.give(column_of("surprise", oid::text) + from_server::row({"1"}) + complete("SELECT 1") + ready());
    }
    SECTION("values that are none") {
        plan.give(catalogue_columns() + catalogue_row("sixteen", "rock", "e", "0") + complete("SELECT 1") + ready());
    }
    plan.expect_close();
    mock_server server(plan);
    connection session = connect_to(server);
    CHECK_THROWS_AS(session.execute("SELECT rock"), protocol_error);
    CHECK(session.closed());
    server.finish();
}

TEST_CASE("a script that has run gives its results although the look-up behind it fails") {
    script plan = script().expect_startup().give(session_start());
    plan.expect_message('Q')
        .give(column_of("rock", made) + from_server::row({"chalk"}) + complete("SELECT 1") + ready())
        .expect_message('Q')
        .give(failed("57014", "canceling statement due to user request") + ready())
        .expect_message('X')
        .expect_close();
    mock_server server(plan);
    connection session = connect_to(server);
    auto cursor = session.cursor();
    cursor.execute_script("SELECT rock");
    CHECK(cursor.fetchone().value()[0].as<std::string>() == "chalk");
    session.close();
    server.finish();
}

TEST_CASE("a column whose name is not UTF-8 is a protocol error, unless the database never looks at its names") {
    const std::string odd = column_of("h\xf6he", oid::text);
    SECTION("a server that promised UTF-8") {
        script plan = describing(odd);
        mock_server server(plan.expect_close());
        connection session = connect_to(server);
        CHECK_THROWS_WITH(session.execute("SELECT 1"), Contains("not UTF-8"));
        CHECK(session.closed());
        server.finish();
    }
    SECTION("a database in SQL_ASCII") {
        script plan;
        plan.expect_startup()
            .give(authentication_ok() + parameter_status("server_encoding", "SQL_ASCII") +
                  parameter_status("client_encoding", "UTF8") + key_data(42, "\1\2\3\4") + ready())
            .expect_messages("PDS")
            .give(parsed() + parameters({}) + odd + ready())
            .expect_messages("PBES")
            .give(parsed() + bound() + from_server::row({"x"}) + complete("SELECT 1") + ready())
            .expect_message('X')
            .expect_close();
        mock_server server(plan);
        connection session = connect_to(server);
        auto cursor = session.execute("SELECT 1");
        CHECK(cursor.fetchone().value()["h\xf6he"].as<std::string>() == "x");
        session.close();
        server.finish();
    }
}
