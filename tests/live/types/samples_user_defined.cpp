// Types that a user makes, and those that extensions bring.
#include "tests/live/types/samples.hpp"

namespace tusk::test {

namespace {

constexpr const char* no_binary_form = "the server has no binary form of it";

const std::vector<type_samples>& enums_and_domains() {
    static const std::vector<type_samples> all{
        {.type = "mood",
         .literals = {"sad", "so so", "\"happy\"", "it's", "ä, b", "NULL", "{}", "\\"},
         .random = "(enum_range(NULL::mood))[1 + g % 8]",
         .declaration = "CREATE TYPE mood AS ENUM ('sad', 'so so', '\"happy\"', 'it''s', 'ä, b', 'NULL', '{}', '\\')"},
        {.type = "\"odd Schema\".\"odd Mood\"",
         .literals = {"sad", "glad"},
         .declaration = "CREATE TYPE \"odd Schema\".\"odd Mood\" AS ENUM ('sad', 'glad')"},
        {.type = "height",
         .literals = {"0", "8849"},
         .random = "(r * 8849)::int",
         .declaration = "CREATE DOMAIN height AS int4 CHECK (VALUE >= 0)"},
        {.type = "low_height",
         .literals = {"0", "99"},
         .random = "(r * 99)::int",
         .declaration = "CREATE DOMAIN low_height AS height CHECK (VALUE < 100)"},
        {.type = "moment",
         .literals = {"infinity", "2024-01-31 13:45:01.5+05:45"},
         .random = "timestamptz '2000-01-01 00:00Z' + r * interval '99 years'",
         .declaration = "CREATE DOMAIN moment AS timestamptz"},
        {.type = "heights",
         .literals = {"{}", "{1,NULL,-3}", "[0:1]={1,2}", "{{1,2},{3,4}}"},
         .random = "ARRAY[g, NULL, (r * 1e9)::int]",
         .declaration = "CREATE DOMAIN heights AS int4[]"},
        {.type = "gloomy",
         .literals = {"sad", "so so"},
         .declaration = "CREATE DOMAIN gloomy AS mood CHECK (VALUE < '\"happy\"')"},
        {.type = "season",
         .literals = {"[2024-01-01,2024-03-01)", "empty"},
         .declaration = "CREATE DOMAIN season AS daterange"},
        {.type = "mood_range",
         .literals = {"empty", "[sad,\"ä, b\"]", "(,NULL)"},
         .declaration = "CREATE TYPE mood_range AS RANGE (subtype = mood, multirange_type_name = mood_multirange)"},
        {.type = "mood_multirange", .literals = {"{}", "{[sad,\"so so\"],[NULL,)}"}},
    };
    return all;
}

const std::vector<type_samples>& composites() {
    static const std::vector<type_samples> all{
        {.type = "nothing", .literals = {"()"}, .declaration = "CREATE TYPE nothing AS ()"},
        {.type = "peak",
         .literals = {"(,,)", "(Eiger,3967,\"{a,b}\")", "(\"\",0,{})",
                      "(\" a \"\"b\\\\ (c), 'd' \",1,\"{NULL,\"\"NULL\"\"}\")"},
         .random = "ROW(w, (r * 8849)::int, ARRAY[w, NULL, left(h, 3)])::peak",
         .declaration = "CREATE TYPE peak AS (name text, \"odd Height\" height, tags text[])"},
        {.type = "expedition",
         .expressions = {"ROW(ROW('Eiger', 1, '{}')::peak, NULL, NULL, NULL)::expedition",
                         "ROW(NULL, ARRAY[NULL, ROW(NULL, NULL, NULL)::peak], 'empty', 'sad')::expedition"},
         .random = "ROW(ROW(w, g, ARRAY[w])::peak, ARRAY[ROW(w, NULL, NULL)::peak, NULL],"
                   "tstzrange('2000-01-01 00:00Z', timestamptz '2000-01-01 00:00Z' + r * interval '9 years'),"
                   "(enum_range(NULL::mood))[1 + g % 8])::expedition",
         .declaration = "CREATE TYPE expedition AS (first peak, others peak[], during tstzrange, mood mood)"},
        {.type = "main_peak",
         .expressions = {"ROW('Eiger', 1, NULL)::peak::main_peak"},
         .random = "ROW(w, g, ARRAY[w])::peak",
         .declaration = "CREATE DOMAIN main_peak AS peak CHECK (VALUE IS NULL OR (VALUE).name <> 'K2')"},
        // Its text is that of a name, its binary form a number: as text the whole of it must come.
        {.type = "reference",
         .literals = {"(,)", "(pg_class,1)"},
         .declaration = "CREATE TYPE reference AS (what regclass, how int4)"},
        {.type = "grants",
         .expressions = {"ROW(1, acldefault('r', 10))::grants"},
         .declaration = "CREATE TYPE grants AS (what int4, who aclitem[])"},
    };
    return all;
}

} // namespace

std::span<const type_samples> user_defined_samples() {
    static const std::vector<type_samples> all = [] {
        std::vector<type_samples> collected = enums_and_domains();
        collected.insert(collected.end(), composites().begin(), composites().end());
        return collected;
    }();
    return all;
}

std::span<const type_samples> extension_samples() {
    static const std::vector<type_samples> all{
        {.type = "hstore",
         .literals = {"", "a=>1", "a=>NULL", "a=>\"NULL\"", "\"\"=>\"\"", "a=>1, b=>2", "\"ä \\\"b\\\\\"=>\"c,=>\""},
         .random = "hstore(w, left(h, g % 5)) || hstore(left(h, 2), NULL)",
         .extension = "hstore"},
        // What indexes on them hold; no statement makes one.
        {.type = "ghstore", .extension = "hstore", .text_because = no_binary_form, .has_input = false},
        {.type = "ltree_gist", .extension = "ltree", .text_because = no_binary_form, .has_input = false},
        {.type = "citext", .literals = {"", "Eiger", "ä \"b\""}, .random = "w", .extension = "citext"},
        {.type = "ltree",
         .literals = {"", "Top", "Top.Science.Astronomy", "a_1.B"},
         .random = "(left(h, 3) || '.' || right(h, 1 + g % 20))::ltree",
         .extension = "ltree"},
        {.type = "lquery",
         .literals = {"Top", "*.Astronomy.*", "*{1,3}.a|b.!c", "a*@.b%", "*{2}", "*{,2}.a{1,}"},
         .random = "(left(h, 3) || '.*{' || g % 7 || '}')::lquery",
         .extension = "ltree"},
        {.type = "ltxtquery",
         .literals = {"a", "a & b*@", "!a | (b & c%)"},
         .random = "(left(h, 3) || ' & !' || right(h, 3))::ltxtquery",
         .extension = "ltree"},
        {.type = "cube",
         .literals = {"0", "(1, 2)", "(0, 0), (1.5, -1)"},
         .random = "cube(ARRAY[r, s], ARRAY[t, u])",
         .extension = "cube",
         .text_because = "an extension's type that tusk does not know"},
    };
    return all;
}

} // namespace tusk::test
