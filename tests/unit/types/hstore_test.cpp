#include "tests/unit/types/made_types.hpp"
#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/hstore.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/text.hpp>

using Catch::Matchers::Contains;
using tusk::binary_form;
using tusk::hstore;
using tusk::malformed_value;
using tusk::oid;

namespace {

const auto hstore_type = tusk::test::make_base_type(30'001, "hstore", binary_form::hstore);
const auto hstores_type = tusk::test::make_type(30'002, "hstore[]", tusk::type_kind::array, hstore_type);

void check_refused(const std::string& hex, const char* why) {
    INFO(hex);
    CHECK_THROWS_WITH(wire::read<hstore>(hex, *hstore_type), Contains(why) && Contains("hstore"));
    CHECK_THROWS_AS(wire::read<hstore>(hex, *hstore_type), malformed_value);
}
/// The same where it is printed.
void check_not_printed(const std::string& hex, const char* why) {
    check_refused(hex, why);
    CHECK_THROWS_WITH(tusk::to_text(*hstore_type, wire::bytes(hex)), Contains(why));
    CHECK_THROWS_AS(tusk::to_text(*hstore_type, wire::bytes(hex)), malformed_value);
}

} // namespace

TEST_CASE("an hstore is a map, whose values may be NULL") {
    wire::check_forms<hstore>(*hstore_type,
                              "00000004 00000000 00000000 00000001 61 ffffffff 00000001 62 00000001 31"
                              "         00000003 71225c 00000004 4e554c4c",
                              R"(""=>"", "a"=>NULL, "b"=>"1", "q\"\\"=>"NULL")");
    wire::check_forms<hstore>(*hstore_type, "00000000", "");
    CHECK(wire::read_text<hstore>(R"("a"=>NULL, "b"=>"x, \"y\"=>")", *hstore_type) ==
          hstore{{"a", std::nullopt}, {"b", "x, \"y\"=>"}});
    CHECK(tusk::has_binary_codec(*hstore_type));
}

TEST_CASE("an hstore is sent in the server's order, short keys first, and printed in the order in which it came") {
    wire::check_forms<hstore>(*hstore_type,
                              "00000003 00000001 62 00000001 31 00000002 6161 ffffffff 00000002 6261 ffffffff",
                              R"("b"=>"1", "aa"=>NULL, "ba"=>NULL)");
    const std::string odd = "00000002 00000002 6161 ffffffff 00000001 62 00000001 31";
    CHECK(tusk::to_text(*hstore_type, wire::bytes(odd)) == R"("aa"=>NULL, "b"=>"1")");
    const std::string hex = "00000002 00000001 62 00000001 31 00000002 6161 ffffffff";
    CHECK(tusk::to_text(*hstore_type, wire::bytes(hex)) == R"("b"=>"1", "aa"=>NULL)");
    CHECK(wire::read<hstore>(hex, *hstore_type) == hstore{{"aa", std::nullopt}, {"b", "1"}});
}

TEST_CASE("hstores lie in arrays") {
    wire::check_forms<std::vector<hstore>>(
        *hstores_type,
        "00000001 00000000 00007531 00000002 00000001 00000004 00000000 0000000d 00000001 00000001 61 ffffffff",
        R"({"","\"a\"=>NULL"})");
}

TEST_CASE("an hstore goes to no type but its own") {
    CHECK(wire::sent(hstore{{"a", "1"}}, *hstore_type) ==
          "binary " + wire::without_spaces("00000001 00000001 61 00000001 31"));
    const auto citext = tusk::test::make_base_type(30'003, "citext", binary_form::text);
    CHECK(wire::sent(hstore(), *citext) == "refused");
    for (const oid other : {oid::none, oid::text, oid::jsonb, static_cast<oid>(30'001)}) {
        CHECK(wire::sent(hstore(), other) == "refused");
        CHECK_FALSE(tusk::codec<hstore>::reads(other));
    }
    CHECK_FALSE(tusk::codec<std::string>::reads(*hstore_type));
}

TEST_CASE("an hstore with a NUL character is not sent") {
    const hstore value{{"a", std::string("x\0y", 3)}};
    CHECK_THROWS_AS(wire::written_binary(value, *hstore_type), tusk::conversion_error);
    CHECK_THROWS_AS(wire::written_text(value, *hstore_type), tusk::conversion_error);
    CHECK_THROWS_AS(wire::written_binary(hstore{{std::string(1, '\0'), "1"}}, *hstore_type), tusk::conversion_error);
}

TEST_CASE("an hstore that is cut, or followed by more, is malformed") {
    wire::check_exact_size<hstore>(*hstore_type, "00000002 00000001 61 ffffffff 00000001 62 00000001 31");
    wire::check_exact_size<hstore>(*hstore_type, "00000000");
}

TEST_CASE("an hstore of impossible counts and lengths is malformed, and so is one with a key twice") {
    check_not_printed("0000", "header");
    check_not_printed("ffffffff", "more pairs");
    check_not_printed("7fffffff 00000001 61 ffffffff", "more pairs");
    check_not_printed("00000001 ffffffff 00000000", "negative length");
    check_not_printed("00000001 00000001 61 fffffffe", "negative length");
    check_not_printed("00000001 00000004 61626364", "a key has no value");
    check_not_printed("00000001 00000005 61626364", "behind the value's end");
    check_not_printed("00000001 00000001 61 00000002 31", "behind the value's end");
    check_not_printed("00000001 00000001 61 00000001 31 00", "its size");
    check_refused("00000002 00000001 61 ffffffff 00000001 61 00000001 31", "a key twice");
}

TEST_CASE("text that the server would not print is no hstore") {
    wire::check_bad_texts<hstore>(
        *hstore_type, {" ", "a=>1", R"("a")", R"("a"=>)", R"("a"=>1)", R"("a"=>null)", R"("a"=> "1")", R"("a"=>"1",)",
                       R"("a"=>"1", )", R"("a"=>"1","b"=>"2")", R"("a"=>"1" )", R"("a"=>"1", "a"=>"2")", R"(NULL=>"1")",
                       R"("a)", R"("a\)", R"("a\b"=>"1")", R"("a"=>"1)", R"("a"=>NULLs)"});
}

TEST_CASE("strings read the extensions' types whose binary form is their text, behind a version or not") {
    const auto citext = tusk::test::make_base_type(30'003, "citext", binary_form::text);
    const auto ltree = tusk::test::make_base_type(30'004, "ltree", binary_form::versioned_text);
    const auto ltrees = tusk::test::make_type(30'005, "ltree[]", tusk::type_kind::array, ltree);
    CHECK(wire::read<std::string>("4569676572", *citext) == "Eiger");
    CHECK(wire::read_text<std::string>("Eiger", *citext) == "Eiger");
    CHECK(tusk::to_text(*citext, wire::bytes("4569676572")) == "Eiger");
    CHECK(wire::read<std::string>("01 546f702e61", *ltree) == "Top.a");
    CHECK(wire::read_text<std::string>("Top.a", *ltree) == "Top.a");
    CHECK(tusk::to_text(*ltree, wire::bytes("01 546f702e61")) == "Top.a");
    CHECK(tusk::to_text(*ltree, wire::bytes("01")).empty());
    CHECK(wire::sent(std::string("Top.a"), *ltree) == "text Top.a");
    CHECK(wire::read<std::vector<std::string>>("00000001 00000000 00007534 00000001 00000001 00000006 01 546f702e61",
                                               *ltrees) == std::vector<std::string>{"Top.a"});
    for (const char* unknown : {"", "00", "02 61", "61"}) {
        CHECK_THROWS_AS(wire::read<std::string>(unknown, *ltree), malformed_value);
        CHECK_THROWS_AS(tusk::to_text(*ltree, wire::bytes(unknown)), malformed_value);
    }
    CHECK(tusk::has_binary_codec(*citext));
    CHECK(tusk::has_binary_codec(*ltrees));
    const auto unknown = tusk::test::make_base_type(30'006, "cube", binary_form::unknown);
    CHECK_FALSE(tusk::has_binary_codec(*unknown));
    CHECK_FALSE(tusk::codec<std::string>::reads(*unknown));
}
