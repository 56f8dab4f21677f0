#include "tests/unit/client/wire_rows.hpp"

#include <tusk/tusk.hpp>

#include <catch2/catch.hpp>

using namespace tusk::test;
using Catch::Contains;
using tusk::oid;

namespace {

lone_row eiger() {
    return {{make_column("name", oid::text), make_column("height", oid::int4), make_column("notes", oid::text)},
            {"Eiger", binary(3'967), std::nullopt}};
}

} // namespace

TEST_CASE("a row's fields are found by position, in any order") {
    const auto row = eiger();
    CHECK(row.view().size() == 3);
    CHECK(row.view()[2].is_null());
    CHECK(row.view()[0].as<std::string>() == "Eiger");
    CHECK(row.view()[1].as<int>() == 3'967);
}

TEST_CASE("a row's fields are found by name") {
    const auto row = eiger();
    CHECK(row.view()["height"].as<int>() == 3'967);
    CHECK(row.view()["notes"].is_null());
    CHECK(row.view()[std::string("name")].as<std::string_view>() == "Eiger");
}

TEST_CASE("a position behind the last column is an interface error that tells how many there are") {
    const auto row = eiger();
    CHECK_THROWS_AS(row.view()[3], tusk::interface_error);
    CHECK_THROWS_WITH(row.view()[3], Contains("3"));
    CHECK_THROWS_AS(row.view()[static_cast<std::size_t>(-1)], tusk::interface_error);
}

TEST_CASE("a name that no column has is an interface error that lists the names there are") {
    const auto row = eiger();
    CHECK_THROWS_AS(row.view()["Height"], tusk::interface_error); // names are exact, as in the server's catalogue
    CHECK_THROWS_WITH(row.view()["hight"], Contains("\"hight\"") && Contains("\"name\", \"height\", \"notes\""));
}

TEST_CASE("of several columns with one name, the name means the first") {
    const lone_row row({make_column("n", oid::int4), make_column("n", oid::int4)}, {binary(1), binary(2)});
    CHECK(row.view()["n"].as<int>() == 1);
    CHECK(row.view()[1].as<int>() == 2);
}

TEST_CASE("iterating over a row gives its values from left to right, with their columns") {
    const auto row = eiger();
    std::vector<std::string> seen;
    for (const tusk::value value : row.view())
        seen.push_back(value.source().name + "=" + (value.is_null() ? "NULL" : value.to_string()));
    CHECK(seen == std::vector<std::string>{"name=Eiger", "height=3967", "notes=NULL"});
}

TEST_CASE("a row of no columns has nothing to iterate over, and no field") {
    const lone_row row({}, {});
    CHECK(row.view().size() == 0);
    CHECK(row.view().begin() == row.view().end());
    CHECK_THROWS_AS(row.view()[0], tusk::interface_error);
    CHECK_THROWS_WITH(row.view()["a"], Contains("no columns"));
}

TEST_CASE("get() gives all fields at once") {
    const auto row = eiger();
    const auto [name, height, notes] = row.view().get<std::string_view, int, std::optional<std::string>>();
    CHECK(name == "Eiger");
    CHECK(height == 3'967);
    CHECK(notes == std::nullopt);
}

TEST_CASE("get() of more or fewer fields than there are is an interface error that tells both numbers") {
    const auto row = eiger();
    CHECK_THROWS_AS((row.view().get<std::string, int>()), tusk::interface_error);
    CHECK_THROWS_WITH((row.view().get<std::string, int>()), Contains("2 fields") && Contains("3 columns"));
    CHECK_THROWS_AS((row.view().get<std::string, int, std::string, int>()), tusk::interface_error);
}

TEST_CASE("get() of a field that does not fit is a data error that names its column") {
    const auto row = eiger();
    CHECK_THROWS_AS((row.view().get<std::string, int, std::string>()), tusk::data_error);
    CHECK_THROWS_WITH((row.view().get<std::string, int, std::string>()), Contains("\"notes\""));
}

TEST_CASE("empty fields and long ones are told apart by their lengths alone") {
    const std::string filler(70'000, 'x');
    const lone_row row({make_column("a", oid::text), make_column("b", oid::text), make_column("c", oid::text),
                        make_column("d", oid::text)},
                       {"", filler, "", std::string("\xff\xff\xff\xff", 4)});
    CHECK(row.view()[0].as<std::string_view>().empty());
    CHECK_FALSE(row.view()[0].is_null());
    CHECK(row.view()[1].as<std::string_view>() == filler);
    CHECK(row.view()[2].as<std::string_view>().empty());
    CHECK(row.view()[3].bytes().size() == 4);
}
