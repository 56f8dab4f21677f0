// Characters and bytes.
#include "tests/live/types/samples.hpp"

namespace tusk::test {

namespace {

const std::vector<std::string>& words() {
    static const std::vector<std::string> all{"",           "Eiger",       "Mönch",    "山 🗻", "it's",
                                              "\"quoted\"", "back\\slash", "NULL",     "null", "a,b {c} (d)",
                                              " spaces ",   "tab\tand",    "line\nend"};
    return all;
}

} // namespace

std::span<const type_samples> text_samples() {
    static const std::vector<type_samples> all{
        {.type = "text", .literals = words(), .random = "w"},
        {.type = "varchar", .literals = words(), .random = "w"},
        {.type = "varchar(3)", .literals = {"", "abc", "äöü"}, .random = "left(w, 3)"},
        {.type = "bpchar(5)", .literals = {"", "a", "abcde", "ä é", "NULL", "\"\\,{}"}, .random = "left(w, 5)"},
        {.type = "bpchar", .literals = {"", "a", "a   "}, .random = "w"},
        {.type = "name", .literals = {"", "Eiger", "NULL", "a b", "\"", std::string(63, 'n')}, .random = "w"},
        {.type = "\"char\"", .literals = {"", "a", "\"", "\\", " ", ",", "~"}, .random = "chr(32 + g % 95)::\"char\""},
        // Before, such a byte was printed raw, which is no text in any encoding.
        {.type = "\"char\"",
         .expressions = {"(-128)::\"char\"", "(-1)::\"char\""},
         .random = "(trunc(r * 256) - 128)::int::\"char\"",
         .since = 160000},
        {.type = "refcursor", .literals = words(), .random = "w"},
        {.type = "bytea",
         .literals = {"\\x", "\\x00", "\\xdeadbeef", "\\x5c", "\\x27222c7b7d", "\\x0a0d09"},
         .expressions = {"(SELECT string_agg(set_byte('\\x00', 0, g), '' ORDER BY g) FROM generate_series(0, 255) g)"},
         .random = "b"},
        {.type = "uuid",
         .literals = {"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
                      "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"},
         .random = "h::uuid"},
    };
    return all;
}

} // namespace tusk::test
