#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/text.hpp>
#include <tusk/types/text_only.hpp>

using Catch::Matchers::Contains;
using tusk::oid;

TEST_CASE("types whose values are texts in both formats are read as strings") {
    for (const oid type : {oid::refcursor, oid::cstring, oid::pg_node_tree, oid::xml}) {
        wire::check_forms<std::string>(type, "c3a9 20 22", "é \"");
        CHECK(tusk::has_binary_codec(type));
        CHECK(tusk::codec<std::string>::is_plain(type));
    }
    wire::check_forms<std::string>(oid::void_, "", "");
    const std::vector<std::string> cursors{"a", "b c"};
    const std::string text = wire::written_text(cursors, oid::refcursor_array);
    CHECK(text == R"({a,"b c"})");
    CHECK(wire::read_text<std::vector<std::string>>(text, oid::refcursor_array) == cursors);
    CHECK(tusk::to_text(oid::refcursor_array,
                        wire::bytes("00000001 00000000 000006fe 00000001 00000001 00000001 61")) == "{a}");
}

TEST_CASE("jsonpath is its text behind a version number") {
    CHECK(wire::read<std::string>("01 242e61", oid::jsonpath) == "$.a");
    CHECK(wire::read_text<std::string>("$.\"a\"", oid::jsonpath) == "$.\"a\"");
    CHECK(tusk::to_text(oid::jsonpath, wire::bytes("01 242e61")) == "$.a");
    CHECK_FALSE(tusk::codec<std::string>::is_plain(oid::jsonpath));
    CHECK(wire::sent(std::string("$.a"), oid::jsonpath) == "text $.a");
    CHECK_THROWS_AS(wire::read<std::string>("02 242e61", oid::jsonpath), tusk::protocol_error);
    CHECK_THROWS_AS(wire::read<std::string>("", oid::jsonpath), tusk::protocol_error);
    CHECK(wire::read<std::vector<std::string>>("00000001 00000000 00000fe8 00000001 00000001 00000004 01242e61",
                                               oid::jsonpath_array) == std::vector<std::string>{"$.a"});
}

TEST_CASE("types whose binary form says nothing come as text, which strings read") {
    for (const oid type :
         {oid::aclitem, oid::gtsvector, oid::pg_ndistinct, oid::pg_dependencies, oid::pg_mcv_list,
          oid::pg_brin_bloom_summary, oid::pg_brin_minmax_multi_summary, oid::anyarray, oid::regclass, oid::regproc}) {
        INFO(tusk::type_name(type));
        CHECK_FALSE(tusk::text_only_reason(type).empty());
        CHECK_FALSE(tusk::has_binary_codec(type));
        CHECK_FALSE(tusk::codec<std::string>::is_plain(type));
        CHECK(wire::read_text<std::string>("=r/postgres", type) == "=r/postgres");
        CHECK_THROWS_AS(wire::read<std::string>("00", type), tusk::conversion_error);
        CHECK_THROWS_WITH(tusk::to_text(type, {}), Contains("as text"));
    }
    CHECK_THROWS_WITH(wire::read<std::string>("00", oid::aclitem), Contains("no binary form"));
    CHECK_FALSE(tusk::has_binary_codec(oid::aclitem_array));
    CHECK(wire::read_text<std::vector<std::string>>("{=r/postgres,a=w/b}", oid::aclitem_array) ==
          std::vector<std::string>{"=r/postgres", "a=w/b"});
}

TEST_CASE("every built-in base type comes in binary, or says why not") {
    std::size_t looked_at = 0;
    constexpr std::uint32_t first_not_built_in = 16384;
    for (std::uint32_t number = 1; number < first_not_built_in; ++number) {
        const tusk::type_ref type(static_cast<oid>(number));
        if (type.kind() != tusk::type_kind::base) continue;
        INFO(type.name());
        CHECK(tusk::has_binary_codec(type) == tusk::text_only_reason(type).empty());
        ++looked_at;
    }
    CHECK(looked_at > 60);
}
