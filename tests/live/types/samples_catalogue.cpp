// What the server's own catalogue is made of.
#include "tests/live/types/samples.hpp"

namespace tusk::test {

namespace {

/// The names of things, those that must be quoted or qualified among them; a number where nothing has it.
const std::vector<type_samples>& names() {
    static const std::vector<type_samples> all{
        {.type = "regclass",
         .literals = {"pg_class", "\"odd Schema\".\"odd \"\" Table\"", "-", "4294967295"},
         .query = "SELECT oid::regclass FROM pg_class ORDER BY oid LIMIT 300"},
        {.type = "regtype",
         .literals = {"int4", "\"char\"", "timestamptz", "int4[]", "-", "4294967295"},
         .query = "SELECT oid::regtype FROM pg_type ORDER BY oid LIMIT 300"},
        {.type = "regproc",
         .literals = {"version", "-", "4294967295"},
         .query = "SELECT oid::regproc FROM pg_proc ORDER BY oid LIMIT 300",
         .reads_all = false},
        {.type = "regprocedure",
         .literals = {"abs(int4)", "-", "4294967295"},
         .query = "SELECT oid::regprocedure FROM pg_proc ORDER BY oid DESC LIMIT 300"},
        {.type = "regoper",
         .literals = {"0", "4294967295"},
         .query = "SELECT oid::regoper FROM pg_operator ORDER BY oid LIMIT 300",
         .reads_all = false},
        {.type = "regoperator",
         .literals = {"+(int4,int4)", "0", "4294967295"},
         .query = "SELECT oid::regoperator FROM pg_operator ORDER BY oid LIMIT 300"},
        {.type = "regconfig",
         .literals = {"simple", "-", "4294967295"},
         .query = "SELECT oid::regconfig FROM pg_ts_config"},
        {.type = "regdictionary",
         .literals = {"simple", "-", "4294967295"},
         .query = "SELECT oid::regdictionary FROM pg_ts_dict"},
        {.type = "regnamespace",
         .literals = {"pg_catalog", "\"odd Schema\"", "-", "4294967295"},
         .query = "SELECT oid::regnamespace FROM pg_namespace"},
        {.type = "regrole", .literals = {"postgres", "-", "4294967295"}, .query = "SELECT oid::regrole FROM pg_roles"},
        {.type = "regcollation",
         .literals = {"\"C\"", "-", "4294967295"},
         .query = "SELECT oid::regcollation FROM pg_collation ORDER BY oid LIMIT 300"},
    };
    return all;
}

/// What CREATE STATISTICS gathers; the laboratory has some.
std::string statistics(std::string_view kind) {
    return "SELECT stxd" + std::string(kind) + " FROM pg_statistic_ext_data WHERE stxd" + std::string(kind) +
           " IS NOT NULL";
}

const std::vector<type_samples>& internals() {
    static const std::vector<type_samples> all{
        {.type = "int2vector",
         .literals = {"", "1", "1 -2 3", "32767 -32768 0"},
         .query = "SELECT indkey FROM pg_index ORDER BY indexrelid"},
        {.type = "oidvector",
         .literals = {"", "0", "23 25 4294967295"},
         .query = "SELECT proargtypes FROM pg_proc ORDER BY oid LIMIT 300"},
        {.type = "pg_snapshot",
         .literals = {"1:1:", "10:20:10,14,15", "1:9223372036854775807:", "4294967295:4294967300:4294967298"},
         .random = "format('%s:%s:%s,%s', g, g + 300, g + 1, g + 7)::pg_snapshot"},
        {.type = "txid_snapshot",
         .literals = {"1:1:", "10:20:10,14,15", "1:9223372036854775807:", "4294967295:4294967300:4294967298"},
         .random = "format('%s:%s:%s,%s', g, g + 300, g + 1, g + 7)::txid_snapshot"},
        {.type = "aclitem",
         .literals = {"postgres=arwdDxt/postgres", "=r/postgres", "tusk=X*/postgres"},
         .query = "SELECT unnest(relacl) FROM pg_class LIMIT 300"},
        {.type = "pg_node_tree", .query = "SELECT ev_action FROM pg_rewrite ORDER BY oid LIMIT 20", .has_input = false},
        {.type = "pg_ndistinct", .query = statistics("ndistinct"), .has_input = false},
        {.type = "pg_dependencies", .query = statistics("dependencies"), .has_input = false},
        {.type = "pg_mcv_list", .query = statistics("mcv"), .has_input = false},
        // The server keeps these to itself: no statement makes one.
        {.type = "gtsvector", .has_input = false},
        {.type = "pg_brin_bloom_summary", .has_input = false},
        {.type = "pg_brin_minmax_multi_summary", .has_input = false},
        // The domains that the SQL standard wants.
        {.type = "information_schema.cardinal_number", .literals = {"0", "2147483647"}},
        {.type = "information_schema.character_data", .literals = {"", "a", "NULL"}},
        {.type = "information_schema.sql_identifier", .literals = {"", "a", "NULL"}},
        {.type = "information_schema.time_stamp", .literals = {"2000-01-01 00:00:00.25+00", "infinity"}},
        {.type = "information_schema.yes_or_no", .literals = {"YES", "NO"}},
    };
    return all;
}

} // namespace

std::span<const type_samples> catalogue_samples() {
    static const std::vector<type_samples> all = [] {
        std::vector<type_samples> collected = names();
        collected.insert(collected.end(), internals().begin(), internals().end());
        return collected;
    }();
    return all;
}

} // namespace tusk::test
