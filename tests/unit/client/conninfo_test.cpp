#include "client/conninfo.hpp"

#include <tusk/error.hpp>
#include <tusk/params.hpp>

#include <catch2/catch.hpp>

#include <string>

using tusk::params;
using namespace tusk::client;

namespace {

std::string value_of(const settings& all, std::string_view keyword) {
    const setting* found = find_last(all, keyword);
    REQUIRE(found != nullptr);
    return std::string(found->value.view());
}

std::string message_of(std::string_view conninfo) {
    try {
        (void)params::parse(conninfo);
    } catch (const tusk::database_error& e) {
        return e.what();
    }
    FAIL("this was accepted: " << conninfo);
    return {};
}

} // namespace

TEST_CASE("keyword/value pairs are separated by white space, which is also allowed around the equals sign") {
    const settings all = parse_conninfo("  host = db\tport=5433\n user\r=\v anna\f");
    CHECK(all.size() == 3);
    CHECK(value_of(all, "host") == "db");
    CHECK(value_of(all, "port") == "5433");
    CHECK(value_of(all, "user") == "anna");
    CHECK(all[1].position == 13);
}

TEST_CASE("an empty connection string has no settings") {
    CHECK(parse_conninfo("").empty());
    CHECK(parse_conninfo(" \n ").empty());
    CHECK(params::parse("") == params{});
}

TEST_CASE("quotes hold spaces, a backslash takes any character as it is") {
    const settings all = parse_conninfo(R"(user='anna b' password='it\'s \\' dbname=a\ b\'c options='')");
    CHECK(value_of(all, "user") == "anna b");
    CHECK(value_of(all, "password") == R"(it's \)");
    CHECK(value_of(all, "dbname") == "a b'c");
    CHECK(value_of(all, "options").empty());
}

TEST_CASE("the corners of the grammar are libpq's") {
    CHECK(value_of(parse_conninfo("host= port=5"), "host") == "port=5");
    CHECK(value_of(parse_conninfo("host='a'port=5"), "port") == "5");
    CHECK(value_of(parse_conninfo("dbname=a'b'"), "dbname") == "a'b'");
    CHECK(value_of(parse_conninfo("options=a=b"), "options") == "a=b");
    CHECK(value_of(parse_conninfo("host=a\\"), "host") == "a");
    CHECK(value_of(parse_conninfo("host="), "host").empty());
    CHECK(value_of(parse_conninfo("host=a host=b"), "host") == "b");
    CHECK_THROWS_AS(parse_conninfo("host='a\\'"), tusk::programming_error);
    CHECK_THROWS_AS(parse_conninfo("host = 'a"), tusk::programming_error);
    CHECK_THROWS_AS(parse_conninfo("a b=c"), tusk::programming_error);
}

TEST_CASE("messages about the grammar tell the position") {
    CHECK(message_of("user=anna mountains").find("position 11") != std::string::npos);
    CHECK(message_of("user=anna dbname='moun").find("position 18") != std::string::npos);
    CHECK(message_of(std::string("user=a\0b", 8)).find("NUL byte at position 7") != std::string::npos);
}

TEST_CASE("an unknown keyword is named, with the one that was meant") {
    CHECK(message_of("hots=db").find("\"hots\"") != std::string::npos);
    CHECK(message_of("hots=db").find("did you mean \"host\"?") != std::string::npos);
    CHECK(message_of("pasword=db").find("did you mean \"password\"?") != std::string::npos);
    CHECK(message_of("ssl_mode=require").find("did you mean \"sslmode\"?") != std::string::npos);
    CHECK(message_of("colour=red").find("\"colour\"") != std::string::npos);
    CHECK(message_of("colour=red").find("did you mean") == std::string::npos);
    CHECK_THROWS_AS(params::parse("colour=red"), tusk::programming_error);
    CHECK_THROWS_AS(params::parse("=red"), tusk::programming_error);
    CHECK_THROWS_AS(params::parse("HOST=red"), tusk::programming_error);
}

TEST_CASE("no message shows a password, however it was misspelt") {
    const std::string conninfo = GENERATE(
        "password=open sesame", "password=open sesame=1", "password='open sesame", "password=x pasword=sesame",
        "sslmode='require password=sesame'", "host=a port='5432 password=sesame'", "pasword=sesame",
        "password=sesame keepalives=maybe", "postgresql://anna:sesame@db:x/", "postgresql://anna:sesame@db?a=b",
        "postgresql://anna:sesame/x@db", "postgresql://db?password=a&sesame=b", "postgresql://anna:1/b?sesame=b@db",
        "postgresql://db?password=se=sesame", "postgresql://db?password=a&sesame", "postgresql://a:sesame%@db",
        "postgresql://a:sesame @db?user=%00", "postgresql://anna:sesame@[db/mountains");
    const std::string message = message_of(conninfo);
    CAPTURE(message);
    CHECK(message.find("sesame") == std::string::npos);
}

TEST_CASE("a value is quoted where it has to be") {
    CHECK(quote_conninfo_value("plain,/-") == "plain,/-");
    CHECK(quote_conninfo_value("") == "''");
    CHECK(quote_conninfo_value("a b") == "'a b'");
    CHECK(quote_conninfo_value(R"(it's \)") == R"('it\'s \\')");
}
