#include "protocol/type_set.hpp"

#include <catch2/catch.hpp>

#include <string_view>

using tusk::protocol::type_set;

TEST_CASE("a set of message types contains those that were added, and no other byte") {
    constexpr std::string_view added = "1Zc\x7f\x80\xff";
    type_set types("1Z");
    types.add(added.substr(2));
    for (int byte = 0; byte < 256; ++byte) {
        const char type = static_cast<char>(byte);
        CHECK(types.contains(type) == (added.find(type) != std::string_view::npos));
    }
}

TEST_CASE("an empty set contains nothing, not even the NUL byte") {
    CHECK_FALSE(type_set().contains('\0'));
    CHECK_FALSE(type_set("").contains('A'));
}
