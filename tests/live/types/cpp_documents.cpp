// Texts, bytes, documents, addresses and figures.
#include "tests/live/types/cpp_entry.hpp"

#include <cstddef>
#include <vector>

namespace tusk::test {

std::span<const cpp_type> cpp_documents() {
    static const std::vector<cpp_type> all{
        entry<std::string>("text", "std::string"),
        entry<std::string>("varchar", "std::string"),
        entry<std::string>("varchar(3)", "std::string"),
        entry<std::string>("bpchar", "std::string"),
        entry<std::string>("bpchar(5)", "std::string"),
        entry<std::string>("name", "std::string"),
        entry<char>("\"char\""),
        entry<std::string>("refcursor", "std::string"),
        entry<std::string>("citext", "std::string"),
        entry<std::string>("information_schema.character_data", "std::string"),
        entry<std::string>("information_schema.sql_identifier", "std::string"),
        entry<std::string>("information_schema.yes_or_no", "std::string"),
        entry<std::vector<std::byte>>("bytea", "std::vector<std::byte>"),
        entry<uuid>("uuid"),
        entry<json>("json"),
        entry<json>("jsonb"),
        entry<std::string>("jsonb", "std::string"),
        entry<std::string>("jsonpath", "std::string"),
        entry<std::string>("xml", "std::string"),
        entry<tsvector>("tsvector"),
        entry<tsquery>("tsquery"),
        entry<std::string>("ltree", "std::string"),
        entry<std::string>("lquery", "std::string"),
        entry<std::string>("ltxtquery", "std::string"),
        entry<inet>("inet"),
        entry<cidr>("cidr"),
        entry<macaddr>("macaddr"),
        entry<macaddr8>("macaddr8"),
        entry<point>("point"),
        entry<line>("line"),
        entry<lseg>("lseg"),
        entry<box>("box"),
        entry<path>("path"),
        entry<polygon>("polygon"),
        entry<circle>("circle"),
    };
    return all;
}

} // namespace tusk::test
