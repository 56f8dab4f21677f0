#include "tests/unit/client/wire_rows.hpp"

#include <tusk/tusk.hpp>
#include <tusk/types/composite.hpp>

#include <catch2/catch.hpp>

using namespace tusk::test;
using Catch::Contains;
using std::monostate;
using tusk::format;
using tusk::oid;
using tusk::parameter;

namespace {

using anything = std::variant<monostate, std::int64_t, std::string>;

const std::vector<tusk::column> two_columns = {make_column("n", oid::int4), make_column("t", oid::text)};

/// How a parameter is sent: "text 7", "binary …", "refused", or "NULL".
std::string sent(const parameter& value, oid type) {
    if (value.is_null()) return "NULL";
    const auto how = value.writes(type);
    if (!how) return "refused";
    tusk::protocol::byte_buffer buffer;
    tusk::byte_writer out(buffer);
    value.write(out, type, *how);
    return (*how == format::binary ? "binary " : "text ") + std::string(tusk::protocol::as_text(buffer.view()));
}

} // namespace

TEST_CASE("a variant with std::monostate reads NULL without an optional") {
    const lone_row full(two_columns, {binary(7), "x"});
    CHECK(full.view()[0].as<anything>() == anything(std::int64_t{7}));
    CHECK(full.view()[1].as<anything>() == anything("x"));
    const lone_row nulls(two_columns, {std::nullopt, std::nullopt});
    CHECK(nulls.view()[0].as<anything>() == anything());
    CHECK(nulls.view().get<anything, std::optional<anything>>() == std::tuple(anything(), std::optional<anything>()));
    CHECK_THROWS_WITH((nulls.view()[0].as<std::variant<int, bool>>()), Contains("\"n\"") && Contains("NULL"));
}

TEST_CASE("a variant that cannot be read from a column says which column") {
    const lone_row row(two_columns, {binary(7), "x"});
    CHECK_THROWS_WITH((row.view()[1].as<std::variant<monostate, int>>()), Contains("\"t\"") && Contains("text"));
    CHECK_THROWS_WITH((row.view()[0].as<std::variant<monostate, bool>>()), Contains("\"n\"") && Contains("int4"));
    const lone_row broken(two_columns, {"xyz", "x"});
    CHECK_THROWS_AS(broken.view()[0].as<anything>(), tusk::protocol_error);
}

TEST_CASE("rows are decoded into tuples and columns of variants") {
    const std::vector<std::string> bodies = {row_body({binary(1), "a"}), row_body({std::nullopt, "b"}),
                                             row_body({binary(3), std::nullopt})};
    const auto result = make_result(make_shape(two_columns), bodies);
    tusk::typed_rows<std::tuple<anything, anything>> rows(result, 0);
    CHECK(rows.to_vector() == std::vector<std::tuple<anything, anything>>{
                                  {std::int64_t{1}, "a"}, {monostate(), "b"}, {std::int64_t{3}, monostate()}});
    const tusk::typed_columns<anything, anything> columns(result, 0);
    CHECK(columns.get<0>().is_null(1));
    CHECK(columns.get<0>()[2] == anything(std::int64_t{3}));
    CHECK(columns.get<1>().null_count() == 1);
}

TEST_CASE("a variant is sent exactly as what it holds, and std::monostate as NULL") {
    anything value = std::int64_t{7};
    CHECK(sent(value, oid::int4) == std::string("binary \0\0\0\7", 11));
    CHECK(parameter(value).cpp_type() == tusk::detail::cpp_type_name<std::int64_t>());
    value = "7";
    CHECK(sent(value, oid::int4) == "text 7");
    value = monostate();
    CHECK(sent(value, oid::int4) == "NULL");
    CHECK(sent(std::optional<anything>(), oid::int4) == "NULL");
    CHECK(sent(std::optional<anything>(value), oid::int4) == "NULL");
    value = "x";
    CHECK(sent(std::optional<anything>(value), oid::text) == "binary x");
    const std::variant<bool, int> either = true;
    CHECK(sent(either, oid::int4) == "refused");
    const std::variant<int, anything> nested = value;
    CHECK(sent(nested, oid::text) == "binary x");
}

TEST_CASE("fields of composite types are variants, with NULL among them") {
    using pair = std::tuple<anything, anything>;
    const lone_row row({make_column("r", oid::record, format::binary)},
                       {std::string("\0\0\0\2\0\0\0\x17\0\0\0\4\0\0\0\7\0\0\0\x19\xFF\xFF\xFF\xFF", 24)});
    CHECK(row.view()[0].as<pair>() == pair(std::int64_t{7}, monostate()));
}
