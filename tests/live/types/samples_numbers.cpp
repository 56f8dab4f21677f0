// Numbers, bits and truth values.
#include "tests/live/types/samples.hpp"

namespace tusk::test {

namespace {

const std::vector<type_samples>& integers() {
    static const std::vector<type_samples> all{
        {.type = "bool", .literals = {"true", "false"}, .random = "r < 0.5"},
        {.type = "int2", .literals = {"0", "1", "-1", "32767", "-32768"}, .random = "(trunc(r * 65536) - 32768)::int2"},
        {.type = "int4",
         .literals = {"0", "1", "-1", "2147483647", "-2147483648"},
         .random = "(trunc(r * 4294967296) - 2147483648)::int4"},
        {.type = "int8",
         .literals = {"0", "1", "-1", "9223372036854775807", "-9223372036854775808"},
         .random = "('x' || h)::bit(64)::int8 >> g % 64"},
        {.type = "oid", .literals = {"0", "1", "4294967295"}, .random = "trunc(r * 4294967296)::int8::oid"},
        {.type = "xid", .literals = {"0", "3", "4294967295"}, .random = "trunc(r * 4294967296)::int8::text::xid"},
        {.type = "cid", .literals = {"0", "1", "4294967295"}, .random = "trunc(r * 4294967296)::int8::text::cid"},
        {.type = "xid8",
         .literals = {"0", "3", "9223372036854775807", "9223372036854775808", "18446744073709551615"},
         .random = "trunc(r::numeric * 18446744073709551616)::text::xid8"},
        {.type = "tid",
         .literals = {"(0,0)", "(0,1)", "(4294967295,65535)"},
         .random = "format('(%s,%s)', trunc(r * 4294967296)::int8, trunc(s * 65536)::int4)::tid"},
        {.type = "pg_lsn",
         .literals = {"0/0", "0/1", "16/B374D848", "FFFFFFFF/FFFFFFFF"},
         .random = "format('%s/%s', left(h, 1 + g % 8), right(h, 1 + g % 8))::pg_lsn"},
        {.type = "money",
         .literals = {"0", "0.01", "-0.01", "1", "-1", "999.99", "1000", "-1234567.89", "92233720368547758.07",
                      "-92233720368547758.08"},
         .random = "((r - 0.5) * 10::float8 ^ (s * 17))::numeric::money"},
    };
    return all;
}

const std::vector<type_samples>& floats() {
    static const std::vector<type_samples> all{
        {.type = "float4",
         .literals = {"0", "-0", "1", "-1.5", "0.1", "0.0001", "0.00001", "123456.79", "999999", "1000000", "1e15",
                      "1e16", "3.4028235e38", "1.1754944e-38", "1e-45", "NaN", "Infinity", "-Infinity"},
         .random = "((r - 0.5) * 10::float8 ^ (s * 76 - 38))::float4"},
        {.type = "float8",
         .literals = {"0",
                      "-0",
                      "1",
                      "-1.5",
                      "0.1",
                      "0.30000000000000004",
                      "0.0001",
                      "0.00001",
                      "123456789012345.67",
                      "1e14",
                      "1e15",
                      "1e16",
                      "1e17",
                      "9007199254740993",
                      "1.7976931348623157e308",
                      "2.2250738585072014e-308",
                      "5e-324",
                      "NaN",
                      "Infinity",
                      "-Infinity"},
         .random = "(r - 0.5) * 10::float8 ^ (s * 614 - 306)"},
    };
    return all;
}

const std::vector<type_samples>& numerics() {
    static const std::vector<type_samples> all{
        {.type = "numeric",
         .literals = {"0",
                      "0.0",
                      "0.000",
                      "1",
                      "-1",
                      "1.10",
                      "-0.1",
                      "9999",
                      "10000",
                      "10000.0",
                      "10001.0001",
                      "100000000",
                      "0.0001",
                      "0.00001",
                      "0.00010000",
                      "-12345678901234567890.123456789",
                      "99999999999999999999999999999999999999",
                      "1e131071",
                      "1e-16383",
                      "-9.99e-16381",
                      "NaN",
                      "Infinity",
                      "-Infinity"},
         .random =
             "((CASE WHEN r < 0.5 THEN '-' ELSE '' END) || translate(left(h, 1 + g % 32), 'abcdef', '000999') || '.' "
             "|| translate(right(h, g * 7 % 33), 'abcdef', '012345') || 'e' || (t * 60 - 30)::int)::numeric"},
        {.type = "numeric(9,3)", .literals = {"0", "-999999.999", "0.001"}, .random = "(r - 0.5) * 10 ^ (s * 6)"},
    };
    return all;
}

const std::vector<type_samples>& bits() {
    static const std::vector<type_samples> all{
        {.type = "bit", .literals = {"0", "1"}, .random = "((r * 2)::int % 2)::bit(1)"},
        {.type = "bit(13)",
         .literals = {"0000000000000", "1111111111111", "1000000000000", "0000000000001"},
         .random = "('x' || h)::bit(13)"},
        {.type = "varbit",
         .literals = {"", "0", "1", "10101010", "111111111", "0000000000000001"},
         .random = "substring(('x' || h)::bit(128) FROM 1 FOR g % 129)"},
    };
    return all;
}

} // namespace

std::span<const type_samples> number_samples() {
    static const std::vector<type_samples> all = [] {
        std::vector<type_samples> collected;
        for (const auto* some : {&integers(), &floats(), &numerics(), &bits()})
            collected.insert(collected.end(), some->begin(), some->end());
        return collected;
    }();
    return all;
}

} // namespace tusk::test
