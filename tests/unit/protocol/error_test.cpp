#include <tusk/errors.hpp>

#include <catch2/catch.hpp>

#include <string>
#include <type_traits>

using namespace tusk;

namespace {

server_report report_of(std::string sqlstate) {
    server_report report;
    report.severity = "FEHLER";
    report.severity_unlocalised = "ERROR";
    report.sqlstate = std::move(sqlstate);
    report.message = "it failed";
    return report;
}

} // namespace

TEST_CASE("an error's text keeps readable characters and escapes what steers a terminal") {
    CHECK(escape_control_characters("plain text, tab\t, line\n") == "plain text, tab\t, line\n");
    CHECK(escape_control_characters("\x1b[2J\x7f\r") == "\\x1b[2J\\x7f\\x0d");
    CHECK(escape_control_characters(std::string_view("a\0b", 3)) == "a\\x00b");
    CHECK(escape_control_characters("Zürich, 東京") == "Zürich, 東京");
    CHECK(std::string(interface_error("\x1b]0;gone\x07").what()) == "\\x1b]0;gone\\x07");
    CHECK(std::string(warning("\x1b").what()) == "\\x1b");
}

TEST_CASE("C1 controls are escaped in their UTF-8 form, their neighbours are not") {
    CHECK(escape_control_characters("\xc2\x80") == "\\xc2\\x80");
    CHECK(escape_control_characters("a\xc2\x9b"
                                    "2Jb") == "a\\xc2\\x9b2Jb");
    CHECK(escape_control_characters("\xc2\x9f") == "\\xc2\\x9f");
    CHECK(escape_control_characters("\xc2\xa0\xc2\xbf") == "\xc2\xa0\xc2\xbf");
    CHECK(escape_control_characters("\xc3\x9b") == "\xc3\x9b");
    CHECK(escape_control_characters("cut off: \xc2") == "cut off: \xc2");
    CHECK(escape_control_characters("\xc2\x1b") == "\xc2\\x1b");
}

TEST_CASE("what() of a server's error tells severity, message, SQLSTATE, detail and hint") {
    server_report report = report_of("23505");
    CHECK(std::string(database_error(std::make_shared<const server_report>(report)).what()) ==
          "ERROR: it failed (SQLSTATE 23505)");
    report.severity_unlocalised.clear();
    report.detail = "Key (id)=(1) exists.";
    report.hint = "Take \x1b[31manother.";
    CHECK(std::string(database_error(std::make_shared<const server_report>(report)).what()) ==
          "FEHLER: it failed (SQLSTATE 23505)\nDETAIL: Key (id)=(1) exists.\nHINT: Take \\x1b[31manother.");
}

TEST_CASE("a report without a message is told by the name of its SQLSTATE, one without a severity is an error") {
    server_report report = report_of("42P01");
    report.message.clear();
    CHECK(std::string(database_error(std::make_shared<const server_report>(report)).what()) ==
          "ERROR: undefined_table (SQLSTATE 42P01)");
    CHECK(std::string(database_error(std::make_shared<const server_report>()).what()) == "ERROR: ");
}

TEST_CASE("the report is kept whole and byte for byte, and outlives the exception that is copied") {
    server_report report = report_of("22012");
    report.message = "raw \x1b byte";
    report.position = 8;
    report.internal_position = 3;
    report.internal_query = "SELECT 1/0";
    report.where = "PL/pgSQL function f() line 1";
    report.constraint = "c";
    report.line = 847;
    try {
        throw_server_error(report);
    } catch (const data_error& caught) {
        const data_error copy = caught;
        REQUIRE(copy.report() != nullptr);
        CHECK(copy.report()->message == "raw \x1b byte");
        CHECK(copy.report()->severity == "FEHLER");
        CHECK(copy.report()->position == 8);
        CHECK(copy.report()->internal_position == 3);
        CHECK(copy.report()->internal_query == "SELECT 1/0");
        CHECK(copy.report()->where == "PL/pgSQL function f() line 1");
        CHECK(copy.report()->constraint == "c");
        CHECK(copy.report()->line == 847);
        CHECK(copy.sqlstate() == "22012");
        CHECK(copy.report() == caught.report());
    }
}

TEST_CASE("an error says how far its statement had come") {
    CHECK(operational_error("no route").statement_delivery() == delivery::not_sent);
    CHECK(operational_error("cut", delivery::sent).statement_delivery() == delivery::sent);
    const database_error from_server(std::make_shared<const server_report>(report_of("XX000")));
    CHECK(from_server.statement_delivery() == delivery::answered);
    CHECK(operational_error("cut").report() == nullptr);
    CHECK(operational_error("cut").sqlstate().empty());
}

TEST_CASE("an SQLSTATE throws its own class") {
    CHECK_THROWS_AS(throw_server_error(report_of("23505")), errors::unique_violation);
    CHECK_THROWS_AS(throw_server_error(report_of("25P02")), errors::in_failed_sql_transaction);
    CHECK_THROWS_AS(throw_server_error(report_of("42P01")), errors::undefined_table);
    CHECK_THROWS_AS(throw_server_error(report_of("3D000")), errors::invalid_catalog_name);
    CHECK_THROWS_AS(throw_server_error(report_of("03000")), errors::sql_statement_not_yet_complete);
    CHECK_THROWS_AS(throw_server_error(report_of("XX002")), errors::index_corrupted);
    CHECK_THROWS_AS(throw_server_error(report_of("XX000")), errors::internal_error);
    CHECK_THROWS_AS(throw_server_error(report_of("72000")), errors::snapshot_too_old);
    CHECK_THROWS_AS(throw_server_error(report_of("25P04")), errors::transaction_timeout);
}

TEST_CASE("two codes with one documented name have two classes") {
    CHECK_THROWS_AS(throw_server_error(report_of("22004")), errors::null_value_not_allowed);
    CHECK_THROWS_AS(throw_server_error(report_of("39004")), errors::external_routine_null_value_not_allowed);
    CHECK_THROWS_AS(throw_server_error(report_of("2F004")), errors::reading_sql_data_not_permitted);
    CHECK_THROWS_AS(throw_server_error(report_of("38004")), errors::external_routine_reading_sql_data_not_permitted);
}

TEST_CASE("each class of SQLSTATE belongs to its leaf of PEP 249") {
    STATIC_REQUIRE(std::is_base_of_v<data_error, errors::division_by_zero>);
    STATIC_REQUIRE(std::is_base_of_v<integrity_error, errors::unique_violation>);
    STATIC_REQUIRE(std::is_base_of_v<internal_error, errors::in_failed_sql_transaction>);
    STATIC_REQUIRE(std::is_base_of_v<internal_error, errors::internal_error>);
    STATIC_REQUIRE(std::is_base_of_v<programming_error, errors::syntax_error>);
    STATIC_REQUIRE(std::is_base_of_v<not_supported_error, errors::feature_not_supported>);
    STATIC_REQUIRE(std::is_base_of_v<operational_error, errors::invalid_catalog_name>);
    STATIC_REQUIRE(std::is_base_of_v<operational_error, errors::invalid_password>);
    STATIC_REQUIRE(std::is_base_of_v<operational_error, errors::serialization_failure>);
    STATIC_REQUIRE(std::is_base_of_v<operational_error, errors::admin_shutdown>);
    STATIC_REQUIRE(errors::unique_violation::code == "23505");
}

TEST_CASE("a code that is not in the table throws the leaf of its class") {
    CHECK_THROWS_AS(throw_server_error(report_of("22Z99")), data_error);
    CHECK_THROWS_AS(throw_server_error(report_of("23Z99")), integrity_error);
    CHECK_THROWS_AS(throw_server_error(report_of("25Z99")), internal_error);
    CHECK_THROWS_AS(throw_server_error(report_of("42Z99")), programming_error);
    CHECK_THROWS_AS(throw_server_error(report_of("0AZ99")), not_supported_error);
    CHECK_THROWS_AS(throw_server_error(report_of("57Z99")), operational_error);
}

TEST_CASE("a code that says nothing throws database_error itself") {
    for (const char* code :
         {"", "2", "22", "22P0", "22P022", "ZZ000", "00000", "01000", "02000", "\xff\xff\xff\xff\xff"}) {
        INFO("SQLSTATE " << code);
        try {
            throw_server_error(report_of(code));
        } catch (const database_error& caught) {
            CHECK(typeid(caught) == typeid(database_error));
            CHECK(caught.sqlstate() == code);
        }
    }
}

TEST_CASE("SQLSTATEs have the names of the documentation") {
    CHECK(sqlstate_name("23505") == "unique_violation");
    CHECK(sqlstate_name("00000") == "successful_completion");
    CHECK(sqlstate_name("01004") == "string_data_right_truncation");
    CHECK(sqlstate_name("22001") == "string_data_right_truncation");
    CHECK(sqlstate_name("39004") == "null_value_not_allowed");
    CHECK(sqlstate_name("XX002") == "index_corrupted");
    CHECK(sqlstate_name("58P03") == "file_name_too_long");
    CHECK(sqlstate_name("23506").empty());
    CHECK(sqlstate_name("").empty());
}
