// Numbers, times and what the server's catalogue is made of.
#include "tests/live/types/cpp_entry.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace tusk::test {

namespace {

const std::vector<cpp_type>& numbers() {
    static const std::vector<cpp_type> all{
        entry<bool>("bool"),
        entry<std::int16_t>("int2", "std::int16_t"),
        entry<std::int32_t>("int4", "std::int32_t"),
        entry<std::int64_t>("int8", "std::int64_t"),
        entry<detail::int128>("int8", "__int128"),
        entry<oid>("oid"),
        entry<std::uint32_t>("xid", "std::uint32_t"),
        entry<std::uint32_t>("cid", "std::uint32_t"),
        entry<std::uint64_t>("xid8", "std::uint64_t"),
        entry<tuple_id>("tid"),
        entry<lsn>("pg_lsn"),
        entry<money>("money"),
        entry<float>("float4"),
        entry<double>("float8"),
        entry<numeric>("numeric"),
        entry<numeric>("numeric(9,3)"),
        entry<bit_string>("bit"),
        entry<bit_string>("bit(13)"),
        entry<bit_string>("varbit"),
        entry<std::int32_t>("height", "std::int32_t"),
        entry<std::int32_t>("low_height", "std::int32_t"),
        entry<std::int32_t>("information_schema.cardinal_number", "std::int32_t"),
    };
    return all;
}

const std::vector<cpp_type>& times() {
    static const std::vector<cpp_type> all{
        entry<date>("date"),
        entry<timestamp>("timestamp"),
        entry<timestamp>("timestamp(2)"),
        entry<timestamptz>("timestamptz"),
        entry<timestamptz>("moment"),
        entry<timestamptz>("information_schema.time_stamp"),
        entry<time_of_day>("time"),
        entry<time_of_day_tz>("timetz"),
        entry<interval>("interval"),
    };
    return all;
}

const std::vector<cpp_type>& catalogue() {
    static const std::vector<cpp_type> all{
        entry<int2vector>("int2vector", "tusk::int2vector"),
        entry<oidvector>("oidvector", "tusk::oidvector"),
        entry<snapshot>("pg_snapshot"),
        entry<snapshot>("txid_snapshot"),
        entry<std::string>("regproc", "std::string"),
        entry<std::string>("regoper", "std::string"),
        entry<std::string>("regclass", "std::string"),
        entry<std::string>("regtype", "std::string"),
        entry<std::string>("regprocedure", "std::string"),
        entry<std::string>("regoperator", "std::string"),
        entry<std::string>("regconfig", "std::string"),
        entry<std::string>("regdictionary", "std::string"),
        entry<std::string>("regnamespace", "std::string"),
        entry<std::string>("regrole", "std::string"),
        entry<std::string>("regcollation", "std::string"),
        entry<std::string>("aclitem", "std::string"),
        entry<std::string>("pg_node_tree", "std::string"),
        entry<std::string>("pg_ndistinct", "std::string"),
        entry<std::string>("pg_dependencies", "std::string"),
        entry<std::string>("pg_mcv_list", "std::string"),
        entry<std::string>("cstring", "std::string"),
    };
    return all;
}

} // namespace

std::span<const cpp_type> cpp_scalars() {
    static const std::vector<cpp_type> all = [] {
        std::vector<cpp_type> collected;
        for (const auto* some : {&numbers(), &times(), &catalogue()})
            collected.insert(collected.end(), some->begin(), some->end());
        return collected;
    }();
    return all;
}

std::vector<cpp_type> cpp_types_of(std::string_view type) {
    std::vector<cpp_type> found;
    for (const auto family : {cpp_scalars(), cpp_documents(), cpp_containers()})
        std::copy_if(family.begin(), family.end(), std::back_inserter(found),
                     [type](const cpp_type& each) { return each.type == type; });
    return found;
}

} // namespace tusk::test
