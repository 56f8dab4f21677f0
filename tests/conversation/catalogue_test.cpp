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

/// A value in binary, as the catalogue's row has it.
template <class T>
std::string binary(const T& value) {
    protocol::byte_buffer bytes;
    byte_writer out(bytes);
    codec<T>::write_binary(out, value, codec<T>::type);
    return std::string(protocol::as_text(bytes.view()));
}

/// The answer about one type that has no fields.
std::string catalogue_row(oid number, std::string_view name, char kind, oid made_of, std::string_view send = "-") {
    const std::vector<std::string> parts{binary(number),
                                         std::string(name),
                                         std::string(1, kind),
                                         ",",
                                         binary(oid::none),
                                         binary(made_of),
                                         std::string(send),
                                         binary(std::vector<std::string>()),
                                         binary(std::vector<oid>())};
    return from_server::row({parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7], parts[8]});
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

/// Statements have no names here, so that they are prepared again behind a question.
script& answer_question(script& plan, const std::string& column, const std::string& rows) {
    return plan.expect_messages("PDS")
        .give(parsed() + parameters({oid::oid_array}) + catalogue_columns() + ready())
        .expect_messages("BES")
        .give(bound() + rows + complete("SELECT 1") + ready())
        .expect_messages("PDS")
        .give(parsed() + parameters({}) + column + ready());
}

connection connect_to(const mock_server& server) {
    connection session = connect("host=" + server.place().address + " port=" + std::to_string(server.place().port) +
                                 " user=hiker sslmode=disable statement_cache_size=0");
    session.autocommit(true);
    return session;
}

} // namespace

TEST_CASE("what the catalogue says of a type decides in which format it is asked for") {
    const std::string column = column_of("rock", made);
    script plan = describing(column);
    answer_question(plan, column, catalogue_row(made, "rock", 'e', oid::none, "enum_send"));
    plan.expect_message('B',
                        [](std::string_view message) {
                            CHECK(message.ends_with(int16(1) + int16(1))); // one format for all: binary
                            return std::string();
                        })
        .expect_messages("ES")
        .give(bound() + from_server::row({"chalk"}) + complete("SELECT 1") + ready())
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
    plan.expect_messages("PDS")
        .give(failed("42P01", "relation pg_range does not exist") + ready())
        .expect_messages("PDS")
        .give(parsed() + parameters({}) + column + ready())
        .expect_messages("BES")
        .give(bound() + from_server::row({"chalk"}) + complete("SELECT 1") + ready())
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

TEST_CASE("a type that is made of itself is a protocol error, and the connection is closed") {
    const std::string column = column_of("ouroboros", made);
    script plan = describing(column);
    plan.expect_messages("PDS")
        .give(parsed() + parameters({oid::oid_array}) + catalogue_columns() + ready())
        .expect_messages("BES")
        .give(bound() + catalogue_row(made, "ouroboros", 'd', made) + complete("SELECT 1") + ready())
        .expect_close();
    mock_server server(plan);
    connection session = connect_to(server);
    CHECK_THROWS_WITH(session.execute("SELECT ouroboros"), Contains("ouroboros") && Contains("of itself"));
    CHECK(session.closed());
    server.finish();
}

TEST_CASE("a catalogue that answers with other columns than were asked for is an error, not a guess") {
    const std::string column = column_of("rock", made);
    script plan = describing(column);
    plan.expect_messages("PDS")
        .give(parsed() + parameters({oid::oid_array}) + column_of("surprise", oid::text) + ready())
        .expect_messages("BES")
        .give(bound() + from_server::row({"1"}) + complete("SELECT 1") + ready())
        .expect_message('X')
        .expect_close();
    mock_server server(plan);
    connection session = connect_to(server);
    CHECK_THROWS_AS(session.execute("SELECT rock"), error);
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
            .expect_messages("BES")
            .give(bound() + from_server::row({"x"}) + complete("SELECT 1") + ready())
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
