#include "auth/secret.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <type_traits>
#include <utility>

using namespace tusk::auth;

static_assert(!std::is_copy_constructible_v<secret> && !std::is_copy_assignable_v<secret>);
static_assert(std::is_nothrow_move_constructible_v<secret> && std::is_nothrow_move_assignable_v<secret>);
static_assert(!std::is_convertible_v<std::string_view, secret>, "a secret is made on purpose");

TEST_CASE("a secret has one owner") {
    secret first("pencil");
    secret second = std::move(first);
    CHECK(first.empty()); // NOLINT(bugprone-use-after-move): just that is promised
    CHECK(second.text() == "pencil");
    const secret third = second.clone();
    second.wipe();
    CHECK(second.empty());
    CHECK(third.text() == "pencil");
}

TEST_CASE("a secret grows") {
    secret text("a");
    std::string expected = "a";
    for (int i = 0; i < 1000; ++i) {
        text.append("bc");
        text.push_back('d');
        expected += "bcd";
    }
    CHECK(text.size() == expected.size());
    CHECK(text.text() == expected);
}

TEST_CASE("a secret may hold NUL bytes") {
    const secret text(std::string_view("a\0b", 3));
    CHECK(text.size() == 3);
    CHECK(text.bytes()[2] == std::byte{'b'});
}
