#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/text_search.hpp>

using Catch::Matchers::Contains;
using tusk::oid;
using tusk::tsquery;
using tusk::tsvector;

TEST_CASE("tsvectors in both formats") {
    const auto check = [](const char* hex, const char* text) { wire::check_forms<tsvector>(oid::tsvector, hex, text); };
    check("00000000", "");
    check("00000003 6100 0004 c001 8002 4003 0004 6200 0000 6300 0001 3fff", "'a':1A,2B,3C,4 'b' 'c':16383");
    check("00000003 61206200 0001 0001 6974277300 0000 785c7900 0000", R"('a b':1 'it''s' 'x\\y')");
    wire::check_exact_size<tsvector>(oid::tsvector, "00000002 6100 0002 c001 8002 6200 0000");
}

TEST_CASE("counts of lexemes or positions that the bytes do not bear out are malformed") {
    for (const char* hex : {"7fffffff", "ffffffff", "00000001", "00000002 6100 0000", "00000001 6100 ffff 0001",
                            "00000001 616161616161", "40000000 6100 0000 6200 0000"}) {
        INFO(hex);
        CHECK_THROWS_AS(wire::read<tsvector>(hex, oid::tsvector), tusk::protocol_error);
    }
}

TEST_CASE("what is no tsvector is refused") {
    wire::check_bad_texts<tsvector>(oid::tsvector, {"a", "'a", "'a'b'", R"('a\b')", "'a' ", " 'a'", "'a'  'b'", "'a''b",
                                                    "'a':", "'a':1,", "'a':16384", "'a':-1", "'a':99999", "'a':1D",
                                                    "'a':1A 2B", "'a':x"});
}

TEST_CASE("a tsvector that the server would not keep as it is is not sent") {
    const tsvector twice{{{"a", {}}, {"b", {}}, {"a", {{1, tsvector::weight::a}}}}};
    CHECK_THROWS_WITH(wire::written_binary(twice, oid::tsvector), Contains("\"a\" twice"));
    const tsvector far{{{"a", {{16384, tsvector::weight::d}}}}};
    CHECK_THROWS_WITH(wire::written_binary(far, oid::tsvector), Contains("16384"));
    const tsvector many{{{"a", std::vector<tsvector::position>(257)}}};
    CHECK_THROWS_WITH(wire::written_binary(many, oid::tsvector), Contains("257"));
    const tsvector with_nul{{{std::string(1, '\0'), {}}}};
    CHECK_THROWS_AS(wire::written_binary(with_nul, oid::tsvector), tusk::conversion_error);
    CHECK_THROWS_AS(wire::written_text(with_nul, oid::text), tusk::conversion_error);
}

TEST_CASE("tsqueries in both formats") {
    const auto check = [](const char* hex, const char* text) { wire::check_forms<tsquery>(oid::tsquery, hex, text); };
    check("00000000", "");
    check("00000001 01 00 00 6100", "'a'");
    check("00000001 01 0c 01 6100", "'a':*AB");
    check("00000001 01 0f 00 2700", "'''':ABCD");
    check("00000002 02 01 01 00 01 5c00", R"(!'\\':*)");
    // On the wire the second operand comes first.
    check("00000005 02 02 01 00 00 6300 02 02 01 00 00 6200 01 00 00 6100", "'a' & 'b' & 'c'");
    check("00000005 02 03 02 02 01 00 00 6300 01 00 00 6200 01 00 00 6100", "'a' | 'b' & 'c'");
    check("00000005 02 02 02 03 01 00 00 6300 01 00 00 6200 01 00 00 6100", "'a' & ( 'b' | 'c' )");
    check("00000005 02 04 0001 02 04 0002 01 00 00 6300 01 00 00 6200 01 00 00 6100", "'a' <-> ( 'b' <2> 'c' )");
    check("00000005 02 04 0000 01 00 00 6300 02 04 0001 01 00 00 6200 01 00 00 6100", "'a' <-> 'b' <0> 'c'");
    check("00000004 02 01 02 03 01 00 00 6200 01 00 00 6100", "!( 'a' | 'b' )");
    wire::check_exact_size<tsquery>(oid::tsquery, "00000003 02 04 0001 01 00 01 6200 01 00 00 6100");
}

TEST_CASE("a tsquery's tree lies flat, in reverse Polish notation") {
    const tsquery query = tsquery::parse("'a' & !'b':*D <3> 'c'");
    REQUIRE(query.nodes.size() == 6);
    CHECK(query.nodes[0].lexeme == "a");
    CHECK(query.nodes[1].weights == tsquery::weight_d);
    CHECK(query.nodes[1].is_prefix);
    CHECK(query.nodes[2].what == tsquery::kind::negation);
    CHECK(query.nodes[4].distance == 3);
    CHECK(query.nodes[5].what == tsquery::kind::conjunction);
}

TEST_CASE("tsqueries are put together as in SQL") {
    const tsquery a = tsquery::operand("a");
    const tsquery b = tsquery::operand("b", tsquery::weight_a, true);
    CHECK((a & !(b | a)).to_string() == "'a' & !( 'b':*A | 'a' )");
    CHECK(tsquery::phrase(a, tsquery::phrase(b, a), 2).to_string() == "'a' <2> ( 'b':*A <-> 'a' )");
    CHECK((tsquery() & a) == a);
    CHECK((a | tsquery()) == a);
    CHECK((!tsquery()).nodes.empty());
}

TEST_CASE("the parentheses that the server leaves out are read from the left") {
    const tsquery a = tsquery::operand("a");
    const tsquery right = a & (a & a);
    CHECK(right.to_string() == "'a' & 'a' & 'a'");
    CHECK(tsquery::parse(right.to_string()) == ((a & a) & a));
    CHECK(wire::read<tsquery>(wire::written_binary(right, oid::tsquery), oid::tsquery) == right);
}

TEST_CASE("chains and nestings of many thousand operators need no recursion") {
    constexpr int many = 200'000;
    const tsquery a = tsquery::operand("a");
    tsquery left = a;
    for (int i = 0; i < many; ++i) left.nodes.insert(left.nodes.end(), {a.nodes[0], {tsquery::kind::conjunction}});
    tsquery right;
    right.nodes.assign(many, a.nodes[0]);
    right.nodes.insert(right.nodes.end(), many - 1, {tsquery::kind::phrase});
    tsquery negations = a;
    negations.nodes.insert(negations.nodes.end(), many, {tsquery::kind::negation});
    for (const tsquery* query : {&left, &right, &negations}) {
        // Compared outside CHECK, which would print them.
        const bool text_comes_back = tsquery::parse(query->to_string()) == *query;
        CHECK(text_comes_back);
        const std::string binary = wire::written_binary(*query, oid::tsquery);
        const bool binary_comes_back = wire::read<tsquery>(binary, oid::tsquery) == *query;
        CHECK(binary_comes_back);
    }
}

TEST_CASE("nodes that are no query are malformed") {
    for (const char* hex :
         {"7fffffff", "ffffffff 01000061", "00000001 03 00 00", "00000001 00 00 00 6100", "00000001 02 05 00",
          "00000001 02 00 00", "00000001 01 10 00 6100", "00000001 01 00 02 6100",
          // operators without operands, operands without operators
          "00000001 02 01", "00000002 02 02 01 00 00 6100", "00000002 01 00 00 6100 01 00 00 6200",
          "00000002 01 00 00 6100 02 01", "00000001 02 04 0001", "00000001 02 04 00"}) {
        INFO(hex);
        CHECK_THROWS_AS(wire::read<tsquery>(hex, oid::tsquery), tusk::protocol_error);
    }
}

TEST_CASE("what is no tsquery is refused") {
    wire::check_bad_texts<tsquery>(oid::tsquery, {" ",           "a",
                                                  "'a",          "'a' &",
                                                  "& 'a'",       "'a' 'b'",
                                                  "'a'&'b'",     "'a' & ",
                                                  "!",           "( 'a'",
                                                  "'a' )",       "('a')",
                                                  "( )",         "'a':",
                                                  "'a':E",       "'a':A*",
                                                  "'a':DA",      "'a' <> 'b'",
                                                  "'a' <x> 'b'", "'a' <99999> 'b'",
                                                  "'a' <1 'b'",  "'a' & ( 'b' | 'c'",
                                                  "'a' ! 'b'"});
}

TEST_CASE("a tsquery whose nodes are no tree is neither printed nor sent") {
    tsquery query = tsquery::operand("a");
    query.nodes.push_back({tsquery::kind::conjunction});
    CHECK_THROWS_WITH(query.to_string(), Contains("no tree"));
    CHECK_THROWS_WITH(wire::written_binary(query, oid::tsquery), Contains("no tree"));
    CHECK_THROWS_AS(wire::written_binary(tsquery::operand("a", 16), oid::tsquery), tusk::conversion_error);
    CHECK_THROWS_AS(wire::written_binary(tsquery::operand({'a', '\0'}), oid::tsquery), tusk::conversion_error);
    CHECK_THROWS_AS(wire::written_text(tsquery::operand({'a', '\0'}), oid::text), tusk::conversion_error);
}

TEST_CASE("text search types as parameters, and in arrays") {
    const tsvector vector = tsvector::parse("'a':1A");
    CHECK(wire::sent(vector, oid::none) == "binary 0000000161000001c001");
    CHECK(wire::sent(vector, oid::text) == "text 'a':1A");
    CHECK(wire::sent(vector, oid::tsquery) == "refused");
    const tsquery query = tsquery::parse("'a'");
    CHECK(wire::sent(query, oid::tsquery) == "text 'a'");
    CHECK(wire::sent(query, oid::text) == "text 'a'");
    CHECK(wire::sent(query, oid::tsvector) == "refused");

    const std::vector<tsvector> vectors{vector, {}};
    CHECK(wire::read<std::vector<tsvector>>(wire::written_binary(vectors, oid::none), oid::tsvector_array) == vectors);
    CHECK(wire::written_text(vectors, oid::tsvector_array) == "{'a':1A,\"\"}");
    const std::vector<tsquery> queries{query & query};
    CHECK(wire::read<std::vector<tsquery>>(wire::written_binary(queries, oid::none), oid::tsquery_array) == queries);
    CHECK(wire::written_text(queries, oid::tsquery_array) == "{\"'a' & 'a'\"}");
}
