// What a server's messages must not hold; what holds for all messages is in message_test.cpp.
#include "message_samples.hpp"

#include <catch2/catch.hpp>

using namespace samples;
using namespace tusk::protocol::backend;

TEST_CASE("a length below -1 is refused, -1 alone is NULL") {
    CHECK(data_row::decode(as_bytes("\0\1\xff\xff\xff\xff"sv)) == data_row{{std::nullopt}});
    CHECK(complaint<data_row>("\0\1\xff\xff\xff\xfe"sv) ==
          "protocol error: malformed DataRow: a value has the length -2; below zero only -1, NULL, is allowed");
    CHECK(complaint<data_row>("\0\1\x80\0\0\0"sv).find("-2147483648") != std::string::npos);
    CHECK(complaint<function_call_response>("\xff\xff\xff\xfe"sv).find("-2") != std::string::npos);
}

TEST_CASE("a body shorter or longer than its contents is refused with its size") {
    CHECK(complaint<data_row>("\0\1\0\0\0\5abc"sv) ==
          "protocol error: malformed DataRow: its body of 9 bytes ends before its contents do");
    CHECK(complaint<data_row>("\0\0abc"sv) ==
          "protocol error: malformed DataRow: its contents end 3 bytes before its body does");
    CHECK(complaint<bind_complete>("x") ==
          "protocol error: malformed BindComplete: its contents end 1 bytes before its body does");
    CHECK(complaint<command_complete>("SELECT 1") ==
          "protocol error: malformed CommandComplete: its body of 8 bytes ends before its contents do");
}

TEST_CASE("a count above what the body can hold is refused before anything is reserved") {
    CHECK(complaint<row_description>("\xff\xff") == "protocol error: malformed RowDescription: it announces 65535 "
                                                    "columns, for which the 0 bytes left are too few");
    CHECK(complaint<data_row>("\0\3\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"sv).find("announces 3 values") !=
          std::string::npos);
    CHECK(complaint<parameter_description>("\0\2\0\0\0\x17"sv).find("announces 2 parameters") != std::string::npos);
    CHECK(complaint<copy_in_response>("\0\0\2\0\0"sv).find("announces 2 format codes") != std::string::npos);
    CHECK(complaint<negotiate_protocol_version>("\0\3\0\0\xff\xff\xff\xff"sv).find("announces 4294967295 options") !=
          std::string::npos);
}

TEST_CASE("ReadyForQuery has one of three statuses") {
    for (int byte = 0; byte < 256; ++byte) {
        const std::string body(1, static_cast<char>(byte));
        INFO("status " << byte);
        if (byte == 'I' || byte == 'T' || byte == 'E') {
            CHECK(static_cast<int>(ready_for_query::decode(as_bytes(body)).status) == byte);
        } else {
            CHECK(complaint<ready_for_query>(body) == "protocol error: malformed ReadyForQuery: its status byte is " +
                                                          std::to_string(byte) + "; only 'I', 'T' and 'E' are known");
        }
    }
}

TEST_CASE("format codes are 0 and 1 alone") {
    const std::string column("id\0\0\0\0\0\0\0\0\0\0\x17\0\4\xff\xff\xff\xff\0"sv);
    CHECK(complaint<row_description>(std::string("\0\1"sv) + column + '\1') == "accepted");
    CHECK(complaint<row_description>(std::string("\0\1"sv) + column + '\2') ==
          "protocol error: malformed RowDescription: the format code 2 is neither 0 (text) nor 1 (binary)");
    CHECK(complaint<copy_out_response>("\1\0\1\0\1"sv) == "accepted");
    CHECK(complaint<copy_out_response>("\1\0\1\1\0"sv).find("format code 256") != std::string::npos);
    CHECK(complaint<copy_out_response>("\2\0\0"sv).find("the format 2") != std::string::npos);
    CHECK(complaint<copy_both_response>("\xff\0\0"sv).find("the format -1") != std::string::npos);
}

TEST_CASE("a COPY in text has no binary column") {
    CHECK(complaint<copy_in_response>("\0\0\2\0\0\0\1"sv) ==
          "protocol error: malformed CopyInResponse: a column is binary although the data over all is text");
}

TEST_CASE("the list of SASL mechanisms has its terminator and is not empty") {
    CHECK(complaint<authentication_sasl>("\0\0\0\x0aSCRAM-SHA-256\0"sv).find("ends before") != std::string::npos);
    CHECK(complaint<authentication_sasl>("\0\0\0\x0a"sv).find("ends before") != std::string::npos);
    CHECK(complaint<authentication_sasl>("\0\0\0\x0a\0"sv) ==
          "protocol error: malformed AuthenticationSASL: it offers no mechanism");
    CHECK(complaint<authentication_sasl>("\0\0\0\x0aSCRAM\0\0more"sv).find("4 bytes before") != std::string::npos);
}

TEST_CASE("an authentication request of an unknown kind is refused with its code") {
    for (const std::string_view body : {"\0\0\0\1"sv, "\0\0\0\4"sv, "\0\0\0\6"sv, "\0\0\0\x0d"sv, "\xff\xff\xff\xff"sv})
        CHECK_THROWS_AS(decode_authentication(as_bytes(body)), tusk::protocol_error);
    CHECK_THROWS_WITH(decode_authentication(as_bytes("\0\0\0\x0d"sv)),
                      "protocol error: malformed authentication request: no kind of authentication has the code 13");
    CHECK_THROWS_AS(decode_authentication(as_bytes("\0\0\0"sv)), tusk::protocol_error);
    CHECK(complaint<authentication_ok>("\0\0\0\3"sv).find("its code is 3 instead of 0") != std::string::npos);
}

TEST_CASE("a cancel key has 4 to 256 bytes, and exactly 4 before protocol 3.2") {
    const auto key_of = [](std::size_t size) { return std::string("\0\0\0\1"sv) + std::string(size, 'k'); };
    CHECK(complaint<backend_key_data>(key_of(3)).find("3 bytes instead of 4 to 256") != std::string::npos);
    CHECK(complaint<backend_key_data>(key_of(257)).find("257 bytes") != std::string::npos);
    CHECK(complaint<backend_key_data>(key_of(256)) == "accepted");
    const std::string four = key_of(4), five = key_of(5);
    CHECK_NOTHROW(backend_key_data::decode(as_bytes(four)).require_legal_key(version_3_0));
    CHECK_NOTHROW(backend_key_data::decode(as_bytes(four)).require_legal_key(version_3_2));
    CHECK_NOTHROW(backend_key_data::decode(as_bytes(five)).require_legal_key(version_3_2));
    CHECK_THROWS_AS(backend_key_data::decode(as_bytes(five)).require_legal_key(version_3_0), tusk::protocol_error);
    CHECK_THROWS_AS(backend_key_data::decode(as_bytes(five)).require_legal_key({3, 1}), tusk::protocol_error);
}

TEST_CASE("a refusal shows nothing of a key") {
    CHECK(complaint<backend_key_data>("\0\0\0\1key"sv).find("key\"") == std::string::npos);
    CHECK(complaint<backend_key_data>("\0\0\0\1XYZ"sv).find("XYZ") == std::string::npos);
}

TEST_CASE("the protocol version travels as one number") {
    STATIC_REQUIRE(version_3_0.code() == 196608);
    STATIC_REQUIRE(version_3_2.code() == 196610);
    STATIC_REQUIRE(protocol_version::from_code(196610) == version_3_2);
    STATIC_REQUIRE(version_3_0 < version_3_2);
}

TEST_CASE("a tag counts rows for the commands that the documentation lists, and for no other") {
    const auto rows = [](std::string_view tag) { return command_complete{tag}.affected_rows(); };
    CHECK(rows("INSERT 0 3") == 3);
    CHECK(rows("INSERT 16385 1") == 1);
    for (const char* command : {"UPDATE", "DELETE", "MERGE", "SELECT", "COPY", "FETCH", "MOVE"})
        CHECK(rows(command + std::string(" 42")) == 42);
    CHECK(rows("SELECT 0") == 0);
    CHECK(rows("SELECT 9223372036854775807") == 9223372036854775807);
    for (const char* tag : {"",
                            "SELECT",
                            "SELECT ",
                            "SELECT x",
                            "SELECT -1",
                            "SELECT +1",
                            "SELECT 1 ",
                            "SELECT  1",
                            "SELECT 1 2",
                            "SELECT 9223372036854775808",
                            "SELECT 99999999999999999999",
                            "INSERT 3",
                            "INSERT 0 ",
                            "INSERT x 3",
                            "INSERT 0 3 4",
                            "INSERT 0 -3",
                            "CREATE TABLE",
                            "BEGIN",
                            "ROLLBACK",
                            "COPY",
                            "select 1",
                            "VACUUM 1",
                            "DECLARE CURSOR"}) {
        INFO(tag);
        CHECK(rows(tag) == std::nullopt);
    }
}

TEST_CASE("a report keeps fields it does not know, and fills what it knows") {
    const auto bytes = encode(error_response{{{{'S', "FEHLER"},
                                               {'V', "ERROR"},
                                               {'C', "42601"},
                                               {'M', "syntax"},
                                               {'D', "d"},
                                               {'H', "h"},
                                               {'P', "12"},
                                               {'p', "3"},
                                               {'q', "SELECT"},
                                               {'W', "context"},
                                               {'s', "sch"},
                                               {'t', "tab"},
                                               {'c', "col"},
                                               {'d', "type"},
                                               {'n', "con"},
                                               {'F', "scan.l"},
                                               {'L', "1145"},
                                               {'R', "yyerror"},
                                               {'Y', "new"}}}});
    const error_response message = error_response::decode(as_frame(bytes).body);
    CHECK(encode(message) == bytes);
    CHECK(message.find('Y') == "new");
    CHECK(message.find('Z').empty());
    const tusk::server_report report = message.to_report();
    CHECK(report.severity == "FEHLER");
    CHECK(report.severity_unlocalised == "ERROR");
    CHECK(report.sqlstate == "42601");
    CHECK(report.message == "syntax");
    CHECK(report.detail == "d");
    CHECK(report.hint == "h");
    CHECK(report.position == 12);
    CHECK(report.internal_position == 3);
    CHECK(report.internal_query == "SELECT");
    CHECK(report.where == "context");
    CHECK(report.schema == "sch");
    CHECK(report.table == "tab");
    CHECK(report.column == "col");
    CHECK(report.datatype == "type");
    CHECK(report.constraint == "con");
    CHECK(report.file == "scan.l");
    CHECK(report.line == 1145);
    CHECK(report.routine == "yyerror");
}

TEST_CASE("a report without a message, and one whose numbers are none, are still reports") {
    const auto empty = error_response::decode(as_bytes("\0"sv)).to_report();
    CHECK(empty.message.empty());
    CHECK(empty.position == std::nullopt);
    const auto odd = notice_response{{{{'P', "12a"}, {'p', ""}, {'L', "99999999999"}}}}.to_report();
    CHECK(odd.position == std::nullopt);
    CHECK(odd.internal_position == std::nullopt);
    CHECK(odd.line == std::nullopt);
}

TEST_CASE("the first of two fields with one code counts") {
    CHECK(error_response{{{{'M', "first"}, {'M', "second"}}}}.to_report().message == "first");
}

TEST_CASE("a report with more fields than there are codes is refused") {
    std::string body;
    for (int i = 0; i < 255; ++i) body += std::string("M\0"sv);
    CHECK(complaint<error_response>(body + '\0') == "accepted");
    CHECK(complaint<error_response>(body + std::string("M\0\0"sv)) ==
          "protocol error: malformed ErrorResponse: it has more than 255 fields");
}

TEST_CASE("a report ends the session when its severity says so, in the unlocalised field if there is one") {
    CHECK(error_response{{{{'S', "FATAL"}}}}.fatal());
    CHECK(error_response{{{{'S', "PANIC"}}}}.fatal());
    CHECK(error_response{{{{'S', "FATAL:"}, {'V', "FATAL"}}}}.fatal());
    CHECK(error_response{{{{'S', "SCHWERWIEGEND"}, {'V', "PANIC"}}}}.fatal());
    CHECK_FALSE(error_response{{{{'S', "FATAL"}, {'V', "ERROR"}}}}.fatal());
    CHECK_FALSE(error_response{{{{'S', "ERROR"}}}}.fatal());
    CHECK_FALSE(error_response{}.fatal());
}
