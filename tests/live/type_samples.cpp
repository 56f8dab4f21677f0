#include "tests/live/type_samples.hpp"

#include <map>
#include <stdexcept>

namespace tusk::test {

namespace {

using literals = std::vector<std::string>;

const std::map<std::string, literals, std::less<>>& numbers() {
    static const std::map<std::string, literals, std::less<>> all{
        {"bool", {"true", "false"}},
        {"int2", {"0", "1", "-1", "32767", "-32768"}},
        {"int4", {"0", "1", "-1", "2147483647", "-2147483648"}},
        {"int8", {"0", "1", "-1", "9223372036854775807", "-9223372036854775808"}},
        {"oid", {"0", "1", "4294967295"}},
        {"float4",
         {"0", "-0", "1", "-1.5", "0.1", "0.0001", "0.00001", "123456.79", "999999", "1000000", "1e15", "1e16",
          "3.4028235e38", "1.1754944e-38", "1e-45", "NaN", "Infinity", "-Infinity"}},
        {"float8",
         {"0",
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
          "-Infinity"}},
        {"numeric",
         {"0",
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
          "-Infinity"}},
    };
    return all;
}

const std::map<std::string, literals, std::less<>>& texts() {
    static const literals words{"",     "Eiger", "Mönch",       "山 🗻",     "it's",     "\"quoted\"", "back\\slash",
                                "NULL", "null",  "a,b {c} (d)", " spaces ", "tab\tand", "line\nend"};
    static const std::map<std::string, literals, std::less<>> all{
        {"text", words},
        {"varchar", words},
        {"bpchar(5)", {"", "a", "abcde", "ä é", "NULL", "\"\\,{}"}},
        {"name", {"", "Eiger", "NULL", "a b", "\"", std::string(63, 'n')}},
        {"\"char\"", {"", "a", "\"", "\\", " ", ",", "~"}},
        {"bytea", {"\\x", "\\x00", "\\xdeadbeef", "\\x5c", "\\x27222c7b7d", "\\x0a0d09"}},
        {"uuid",
         {"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
          "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}},
        {"json", {"{\"a\": [1, 2.50, null]}", "[]", "null", "\"ä\"", " { } ", "1e400", "\"\\u00e4 \\\" , {\""}},
        {"jsonb", {"{\"b\": [1, 2.50, null], \"a\": {}}", "[]", "null", "\"ä\"", " { } ", "1e400", "\"\\\" , {\""}},
    };
    return all;
}

const std::map<std::string, literals, std::less<>>& times() {
    static const std::map<std::string, literals, std::less<>> all{
        {"date",
         {"2000-01-01", "1999-12-31", "2024-02-29", "1900-02-28", "1900-03-01", "1600-02-29", "0001-01-01",
          "0001-12-31 BC", "0005-02-29 BC", "0044-03-15 BC", "4714-11-24 BC", "10000-01-01", "5874897-12-31",
          "infinity", "-infinity"}},
        {"time", {"00:00:00", "24:00:00", "23:59:59.999999", "12:34:56.5", "00:00:00.000001", "09:08:07.0600"}},
        {"timestamp",
         {"2000-01-01 00:00:00", "1999-12-31 23:59:59.999999", "2024-01-31 13:45:01.5", "1969-12-31 23:59:59.9",
          "0001-01-01 00:00:00", "0001-12-31 23:59:59.999999 BC", "0044-03-15 12:00:00 BC", "4714-11-24 00:00:00 BC",
          "294276-12-31 23:59:59.999999", "infinity", "-infinity"}},
        {"timestamptz",
         {"2000-01-01 00:00:00+00", "1999-12-31 23:59:59.999999+00", "2024-01-31 13:45:01.5+05:45",
          "2024-07-31 13:45:01-02:30", "1969-12-31 23:59:59.9+00", "1800-01-01 00:00:00+00", "0001-01-01 00:00:00+00",
          "0044-03-15 12:00:00+00 BC", "4714-11-25 00:00:00+00 BC", "294276-12-30 23:59:59.999999+00", "infinity",
          "-infinity"}},
        {"interval",
         {"0", "1 year 2 mons -3 days 04:05:06.789", "-1 years", "1 mon", "-1 mons +1 days -00:00:01", "-1 days",
          "1 day", "2 days", "00:00:00.000001", "-00:00:00.1", "1 year -1 days", "178000000 years", "-178000000 years",
          "2147483647 days", "-2147483648 days", "2562047788:00:54.775807", "-2562047788:00:54.775807", "100:00:00"}},
    };
    return all;
}

std::string quoted(std::string_view text) {
    std::string result = "'";
    for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
    return result + "'";
}

const literals& literals_of(std::string_view type) {
    for (const auto* table : {&numbers(), &texts(), &times()})
        if (const auto found = table->find(type); found != table->end()) return found->second;
    throw std::logic_error("no samples of " + std::string(type));
}

} // namespace

std::vector<std::string> samples_of(std::string_view type, int server_version) {
    std::vector<std::string> all;
    const std::string cast = "::" + std::string(type);
    for (const std::string& each : literals_of(type)) all.push_back(quoted(each) + cast);
    if (type == "bytea")
        all.emplace_back("(SELECT string_agg(set_byte('\\x00', 0, g), '' ORDER BY g) FROM generate_series(0, 255) g)");
    // Before, such a byte was printed raw, which is no text in any encoding.
    if (type == "\"char\"" && server_version >= 160000) all.emplace_back("(-128)::\"char\"");
    if (type == "interval" && server_version >= 170000)
        for (const char* infinite : {"infinity", "-infinity"}) all.push_back(quoted(infinite) + cast);
    return all;
}

std::vector<std::string> array_samples_of(std::string_view type, int server_version) {
    const std::vector<std::string> samples = samples_of(type, server_version);
    const std::string array_type = "::" + std::string(type) + "[]";
    std::string every = "ARRAY[NULL";
    for (const std::string& each : samples) every += ", " + each;
    const std::string& first = samples.front();
    const std::string& last = samples.back();
    const std::string null = "NULL::" + std::string(type);
    return {
        every + "]" + array_type,
        "ARRAY[" + first + "]",
        "ARRAY[[" + first + ", " + last + "], [" + null + ", " + first + "], [" + last + ", " + null + "]]",
        "'{}'" + array_type,
        "array_fill(" + last + ", ARRAY[2, 3], ARRAY[0, -5])",
        "array_fill(" + null + ", ARRAY[1, 1, 1, 1, 1, 2])",
    };
}

} // namespace tusk::test
