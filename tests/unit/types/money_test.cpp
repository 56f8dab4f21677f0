#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/money.hpp>

#include <limits>

using Catch::Matchers::Contains;
using tusk::money;
using tusk::oid;

namespace {

std::int64_t units(std::string_view text) { return wire::read_text<money>(text, oid::money).units; }

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

} // namespace

TEST_CASE("binary money is a number of the smallest unit, whatever the server's locale") {
    CHECK(wire::read<money>("000000000001e240", oid::money) == money{123'456});
    CHECK(wire::read<money>("8000000000000000", oid::money) == money{least});
    wire::check_exact_size<money>(oid::money, "000000000001e240");
    CHECK(money{1} < money{2});
}

TEST_CASE("an amount is read as the server prints it under any lc_monetary") {
    CHECK(units("$1,234.56") == 123'456);
    CHECK(units("-$1,234.56") == -123'456);
    CHECK(units("($1.00)") == -100);
    CHECK(units("$0.00") == 0);
    CHECK(units("12.345.678,90 €") == 1'234'567'890);
    CHECK(units("-1.234,56 €") == -123'456);
    CHECK(units("1\u202f234,56 €") == 123'456);
    CHECK(units("1\u00a0234,56\u00a0€-") == -123'456);
    CHECK(units("￥1,235") == 1'235);
    CHECK(units("CHF-1’234.56") == -123'456);
    CHECK(units("CHF-1'234.56") == -123'456);
    CHECK(units("kr.\u00a0\u22121.234,56") == -123'456);
    CHECK(units("₹ 12,34,567.89") == 123'456'789);
    CHECK(units("S/ 1.50") == 150);
    CHECK(units("+1.50 zł") == 150);
    CHECK(units("1234") == 1'234);
}

TEST_CASE("an amount is read up to the ends of its range, and refused beyond") {
    CHECK(units("$92,233,720,368,547,758.07") == std::numeric_limits<std::int64_t>::max());
    CHECK(units("-$92,233,720,368,547,758.08") == least);
    CHECK_THROWS_WITH(units("$92,233,720,368,547,758.08"), Contains("does not fit in money"));
    CHECK_THROWS_WITH(units("-$92,233,720,368,547,758.09"), Contains("does not fit in money"));
    CHECK_THROWS_WITH(units("$184,467,440,737,095,516.16"), Contains("does not fit in money"));
    CHECK_THROWS_WITH(units("$999,999,999,999,999,999,999.99"), Contains("does not fit in money"));
}

TEST_CASE("what is no amount is refused") {
    wire::check_bad_texts<money>(oid::money, {"",        "$",     "-",         "()",     "$1 USD 2", "--1.00", "-1.00-",
                                              "(-1.00)", "(1.00", "1.00)",     ")1.00(", "((1.00))", "-+1.00", "1..00",
                                              "1, 00",   "1-00",  "1.00\n",    "\t1.00", "1e5 $",    "1x5",    "\"1\"",
                                              "{1}",     "1.00;", "$1.00\x7f", "1\\2",   "1(2)3"});
}

TEST_CASE("money as a parameter goes in binary, since no text means the same under every lc_monetary") {
    const money value{-123'456};
    CHECK(wire::sent(value, oid::money) == "binary fffffffffffe1dc0");
    CHECK(wire::sent(value, oid::none) == "binary fffffffffffe1dc0");
    CHECK(wire::sent(value, oid::text) == "refused");
    CHECK(wire::sent(value, oid::numeric) == "refused");
    CHECK_THROWS_WITH(wire::written_text(value, oid::money), Contains("lc_monetary"));
}

TEST_CASE("money is asked for as text, in which the server says currency and point") {
    CHECK_FALSE(tusk::has_binary_codec(oid::money));
    CHECK_FALSE(tusk::has_binary_codec(oid::money_array));
}

TEST_CASE("arrays of money") {
    const char* const hex = "00000001 00000000 00000316 00000002 00000001 00000008 000000000000007b"
                            "00000008 ffffffffffffff9c";
    const std::vector<money> values{{123}, {-100}};
    CHECK(wire::read<std::vector<money>>(hex, oid::money_array) == values);
    CHECK(wire::read_text<std::vector<money>>(R"({$1.23,-$1.00})", oid::money_array) == values);
    CHECK(wire::read_text<std::vector<money>>(R"({"$12,345.67"})", oid::money_array) ==
          std::vector<money>{{1'234'567}});
    CHECK(wire::sent(values, oid::money_array) == "binary " + wire::without_spaces(hex));
}
