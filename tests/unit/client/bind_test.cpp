#include "client/bind.hpp"

#include <tusk/protocol/frontend.hpp>
#include <tusk/tusk.hpp>

#include <catch2/catch.hpp>

#include <array>

using Catch::Contains;
using tusk::format;
using tusk::oid;
using tusk::parameter;
using tusk::client::prepared_statement;
using tusk::protocol::channel;

namespace {

prepared_statement statement_of(std::vector<oid> parameters, std::vector<format> result_formats = {}) {
    prepared_statement statement{"statement", {}, nullptr, std::move(result_formats)};
    for (const oid type : parameters) statement.parameters.push_back({type});
    return statement;
}

template <class... T>
void bind_values(channel& ch, const prepared_statement& statement, const T&... values) {
    tusk::client::queue_bind(ch, statement, std::array<parameter, sizeof...(T)>{parameter(values)...});
}

/// The one message in the output, read as a server would.
tusk::protocol::frontend::bind sent(const channel& ch) {
    const auto bytes = ch.unsent();
    REQUIRE(bytes.size() > tusk::protocol::frame_header_size);
    REQUIRE(bytes[0] == std::byte{'B'});
    return tusk::protocol::frontend::bind::decode(bytes.subspan(tusk::protocol::frame_header_size));
}

std::string text_of(const std::optional<tusk::byte_view>& bytes) {
    return std::string(tusk::protocol::as_text(bytes.value()));
}

/// What binding a value to a parameter of a type complains of; nothing may be queued then.
template <class Error, class... T>
std::string complaint(const prepared_statement& statement, const T&... values) {
    channel ch;
    ch.writer().text("before");
    std::string what = "nothing";
    try {
        bind_values(ch, statement, values...);
    } catch (const Error& error) {
        what = error.what();
    }
    CHECK(tusk::protocol::as_text(ch.unsent()) == "before");
    return what;
}

} // namespace

TEST_CASE("Bind names the statement, the values with their formats, and the formats of the result") {
    channel ch;
    bind_values(ch, statement_of({oid::int4, oid::text, oid::point}, {format::binary}), 7, "Eiger", "(1,2)");
    const auto message = sent(ch);
    CHECK(message.portal.empty());
    CHECK(message.statement == "statement");
    CHECK(message.parameter_formats == std::vector<format>{format::binary, format::binary, format::text});
    REQUIRE(message.parameters.size() == 3);
    CHECK(text_of(message.parameters[0]) == std::string("\0\0\0\7", 4));
    CHECK(text_of(message.parameters[1]) == "Eiger");
    CHECK(text_of(message.parameters[2]) == "(1,2)");
    CHECK(message.result_formats == std::vector<format>{format::binary});
}

TEST_CASE("a value goes as text to a type of which nothing is known, also one whose text is sent in binary elsewhere") {
    channel ch;
    bind_values(ch, statement_of({static_cast<oid>(16'385), static_cast<oid>(16'385)}), 7, tusk::json{"[1]"});
    const auto message = sent(ch);
    CHECK(message.parameter_formats == std::vector{format::text, format::text});
    CHECK(text_of(message.parameters[0]) == "7");
    CHECK(text_of(message.parameters[1]) == "[1]");
}

TEST_CASE("a statement without parameters is bound without values") {
    channel ch;
    bind_values(ch, statement_of({}));
    CHECK(sent(ch).parameters.empty());
    CHECK(sent(ch).result_formats.empty());
}

TEST_CASE("every kind of NULL is bound as NULL, and an empty text is not") {
    channel ch;
    const std::optional<int> none;
    bind_values(ch, statement_of({oid::int4, oid::int4, oid::int4, oid::int4, oid::text}), nullptr, tusk::null,
                std::nullopt, none, "");
    const auto message = sent(ch);
    for (std::size_t i = 0; i < 4; ++i) CHECK_FALSE(message.parameters[i].has_value());
    CHECK(message.parameters[4].has_value());
}

TEST_CASE("a value is written as the type that the server inferred, not as the C++ type's own") {
    channel ch;
    bind_values(ch, statement_of({oid::int8, oid::int2, oid::float8, oid::text}), 1, 1, 1.5F, std::string("x"));
    const auto message = sent(ch);
    CHECK(message.parameters[0]->size() == 8);
    CHECK(message.parameters[1]->size() == 2);
    CHECK(message.parameters[2]->size() == 8);
}

TEST_CASE("more or fewer values than parameters is a programming error that tells both numbers") {
    CHECK_THAT((complaint<tusk::programming_error>(statement_of({oid::int4, oid::int4}), 1)),
               Contains("2 parameters") && Contains("1 value"));
    CHECK_THAT((complaint<tusk::programming_error>(statement_of({}), 1)),
               Contains("0 parameters") && Contains("1 value"));
}

TEST_CASE("a value of a type that its parameter cannot take is a data error that names parameter, type and C++ type") {
    CHECK_THAT((complaint<tusk::data_error>(statement_of({oid::text, oid::int4}), "fits", true)),
               Contains("$2") && Contains("int4") && Contains("bool"));
    CHECK_THAT((complaint<tusk::data_error>(statement_of({oid::int4}), std::vector<std::byte>{})),
               Contains("$1") && Contains("byte"));
}

TEST_CASE("a number that its parameter cannot hold is a data error that names parameter, type and number") {
    CHECK_THAT((complaint<tusk::data_error>(statement_of({oid::int4, oid::int4, oid::int2}), 1, 2, 70'000)),
               Contains("$3") && Contains("int2") && Contains("70000"));
}

TEST_CASE("a text with a NUL character is a data error that names the parameter") {
    CHECK_THAT((complaint<tusk::data_error>(statement_of({oid::text}), std::string("a\0b", 3))), Contains("$1"));
}

TEST_CASE("a parameter is a view of the caller's value and knows its type") {
    const int number = 5;
    const parameter seen(number);
    CHECK_FALSE(seen.is_null());
    CHECK(seen.cpp_type() == "int");
    CHECK(seen.writes(oid::int4) == format::binary);
    CHECK(seen.writes(oid::bool_) == std::nullopt);
    tusk::protocol::byte_buffer bytes;
    tusk::byte_writer out(bytes);
    seen.write(out, oid::int2, format::binary);
    CHECK(tusk::protocol::as_text(bytes.view()) == std::string("\0\5", 2));
}

TEST_CASE("a parameter of a full optional is its value, of an empty one NULL") {
    const std::optional<std::string> full("Eiger");
    const std::optional<std::string> empty;
    CHECK_FALSE(parameter(full).is_null());
    CHECK(parameter(empty).is_null());
    CHECK(parameter(nullptr).is_null());
    CHECK(parameter(tusk::null).is_null());
    CHECK(parameter(std::nullopt).is_null());
}
