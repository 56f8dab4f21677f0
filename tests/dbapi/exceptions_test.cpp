// PEP 249, "Exceptions": the family, as the compiler sees it and as catch clauses see it.
#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <stdexcept>
#include <type_traits>

namespace {

template <class Derived, class Base>
constexpr bool below = std::is_base_of_v<Base, Derived> && !std::is_same_v<Base, Derived>;

/// Which clause takes an exception, asked from the most general to the most special.
template <class Thrown>
bool caught_as_standard_exception() {
    try {
        throw Thrown("trouble");
    } catch (const std::exception& caught) {
        return std::string(caught.what()) == "trouble";
    }
}

template <class Thrown, class Clause>
bool caught_as() {
    try {
        throw Thrown("trouble");
    } catch (const Clause& caught) {
        return std::string(caught.what()) == "trouble";
    } catch (const std::exception&) {
        return false;
    }
}

} // namespace

TEST_CASE("error and warning are standard exceptions, and apart from each other") {
    STATIC_REQUIRE(below<tusk::error, std::exception>);
    STATIC_REQUIRE(below<tusk::warning, std::exception>);
    STATIC_REQUIRE_FALSE(below<tusk::warning, tusk::error>);
    STATIC_REQUIRE_FALSE(below<tusk::error, tusk::warning>);
    CHECK(caught_as_standard_exception<tusk::error>());
    CHECK(caught_as_standard_exception<tusk::warning>());
    CHECK_FALSE(caught_as<tusk::warning, tusk::error>());
    CHECK_FALSE(caught_as<tusk::error, tusk::warning>());
}

TEST_CASE("interface_error and database_error are below error, and apart from each other") {
    STATIC_REQUIRE(below<tusk::interface_error, tusk::error>);
    STATIC_REQUIRE(below<tusk::database_error, tusk::error>);
    STATIC_REQUIRE_FALSE(below<tusk::interface_error, tusk::database_error>);
    CHECK(caught_as<tusk::interface_error, tusk::error>());
    CHECK(caught_as<tusk::database_error, tusk::error>());
    CHECK_FALSE(caught_as<tusk::interface_error, tusk::database_error>());
}

TEMPLATE_TEST_CASE("the six classes below database_error are caught as that and as error, not as each other", "",
                   tusk::data_error, tusk::operational_error, tusk::integrity_error, tusk::internal_error,
                   tusk::programming_error, tusk::not_supported_error) {
    STATIC_REQUIRE(below<TestType, tusk::database_error>);
    STATIC_REQUIRE_FALSE(below<TestType, tusk::interface_error>);
    CHECK(caught_as<TestType, tusk::database_error>());
    CHECK(caught_as<TestType, tusk::error>());
    CHECK_FALSE(caught_as<TestType, tusk::interface_error>());
    const int siblings = caught_as<TestType, tusk::data_error>() + caught_as<TestType, tusk::operational_error>() +
                         caught_as<TestType, tusk::integrity_error>() + caught_as<TestType, tusk::internal_error>() +
                         caught_as<TestType, tusk::programming_error>() +
                         caught_as<TestType, tusk::not_supported_error>();
    CHECK(siblings == 1);
}

TEST_CASE("what breaks the protocol is an operational error") {
    STATIC_REQUIRE(below<tusk::protocol_error, tusk::operational_error>);
    CHECK(caught_as<tusk::protocol_error, tusk::operational_error>());
}

TEST_CASE("an error of our own has no server's report and no SQLSTATE") {
    const tusk::data_error trouble("does not fit");
    CHECK(trouble.report() == nullptr);
    CHECK(trouble.sqlstate().empty());
    CHECK(trouble.statement_delivery() == tusk::delivery::not_sent);
}
