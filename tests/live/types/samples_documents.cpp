// Documents, paths into them, and what text search makes of texts.
#include "tests/live/types/samples.hpp"

namespace tusk::test {

namespace {

const std::vector<type_samples>& trees() {
    static const std::vector<type_samples> all{
        {.type = "json",
         .literals = {"{\"a\": [1, 2.50, null]}", "[]", "null", "\"ä\"", " { } ", "1e400", "\"\\u00e4 \\\" , {\""},
         .random = "json_build_object(w, r, 'list', json_build_array(w, g, NULL, s < 0.5))"},
        {.type = "jsonb",
         .literals = {"{\"b\": [1, 2.50, null], \"a\": {}}", "[]", "null", "\"ä\"", " { } ", "1e400", "\"\\\" , {\""},
         .random = "jsonb_build_object(w, r, 'list', jsonb_build_array(w, g, NULL, s < 0.5))"},
        {.type = "jsonpath",
         .literals = {"$", "strict $.a", "lax $[*]", "$.a[0 to last].b", "$.* ? (@.x > 1.50 && !(@.y == \"ä\\\"\"))",
                      "$.**{2 to 3}.size()", "$ ? (@ like_regex \"^a\" flag \"iq\")", "-$.a + 1e10", "$var.b",
                      "exists($.a)", "$.\"odd key\".datetime(\"HH24:MI\")"},
         .random = "('$.' || to_json(w) || '[' || g || '] ? (@ > ' || r || ')')::jsonpath"},
        {.type = "xml",
         .literals = {"<a/>", "<a b=\"c\">ä &lt; 山</a>", "text", "a<b/>c",
                      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>",
                      "<?xml version=\"1.0\" encoding=\"LATIN1\" standalone=\"yes\"?><a/>",
                      "<?xml version=\"1.0\"?>\n<a/>", "<?xml version=\"1.1\"?><a/>", "<!DOCTYPE a><a/>", "  <a/>\n",
                      ""},
         .random = "xmlelement(name a, xmlattributes(w AS b), w, r)"},
    };
    return all;
}

const std::vector<type_samples>& text_search() {
    static const std::vector<type_samples> all{
        {.type = "tsvector",
         .literals = {"", "a", "a b c", "fat:2,4 cat:3 rat:5A", "a:1A,2B,3C,4D,16383", "'it''s' ' spaced ' '\\\\':1",
                      "'ä' '山':7", "':' ',' '''':1"},
         .random = "('''' || replace(replace(w || ' ', '\\', '\\\\'), '''', '''''') || '''' || ':' || g || 'A ' || "
                   "left(h, 8) || ':1,' || 1 + g || 'B')::tsvector"},
        {.type = "tsquery",
         .literals = {"", "a", "!a", "a & b", "a | b & !c", "(a | b) & c", "a <-> b", "a <5> (b | c)", "a:AB", "a:*",
                      "a:*ABCD", "!(a & b)", "!!a", "'it''s' & ' spaced '", "'ä' <16384> '\\\\'", "a <-> (b <-> c)",
                      "(a & b) | (c & !d) <-> e"},
         .random = "('''' || replace(replace('x' || w, '\\', '\\\\'), '''', '''''') || '''' || (ARRAY[' & ', ' | ', ' "
                   "<-> ', ' & !', ' <7> '])[1 + g % 5] || "
                   "left(h, 6) || (ARRAY['', ':*', ':A', ':*BD'])[1 + g % 4])::tsquery"},
    };
    return all;
}

} // namespace

std::span<const type_samples> document_samples() {
    static const std::vector<type_samples> all = [] {
        std::vector<type_samples> collected = trees();
        collected.insert(collected.end(), text_search().begin(), text_search().end());
        return collected;
    }();
    return all;
}

} // namespace tusk::test
