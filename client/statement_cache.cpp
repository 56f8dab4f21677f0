#include "client/statement_cache.hpp"

#include <tusk/protocol/backend.hpp>
#include <tusk/types/to_text.hpp>

#include <algorithm>

namespace tusk::client {

namespace {

/// What makes two executions the same statement. SQL holds no NUL, so the types behind it cannot be mistaken for text.
void write_key(std::string& key, std::string_view sql, std::span<const oid> types) {
    key.assign(sql);
    if (types.empty()) return;
    key += '\0';
    for (const oid type : types) {
        key += std::to_string(static_cast<std::uint32_t>(type));
        key += ',';
    }
}

constexpr std::int32_t modifier_header = 4; // atttypmod counts it in, but for bit strings: VARHDRSZ

void describe_sizes(column& made, std::int16_t type_size) {
    if (type_size >= 0) made.internal_size = type_size;
    const bool is_bits = made.type_code == oid::bit || made.type_code == oid::varbit;
    if (made.type_modifier < (is_bits ? 0 : modifier_header)) return;
    const std::int32_t modifier = made.type_modifier - modifier_header;
    switch (made.type_code) {
    case oid::varchar:
    case oid::bpchar: made.display_size = modifier; break;
    case oid::bit:
    case oid::varbit: made.display_size = made.type_modifier; break;
    case oid::numeric:
        made.precision = modifier >> 16;
        // Eleven bits with a sign: numeric(3, -2) is possible since PostgreSQL 15.
        made.scale = ((modifier & 0x7ff) ^ 1024) - 1024;
        break;
    default: break;
    }
}

column make_column(const protocol::backend::field_description& field, column_formats formats,
                   const type_catalogue& types) {
    column made;
    made.name = std::string(field.name);
    made.type_code = field.type;
    made.type_details = types.find(field.type);
    made.table = static_cast<std::uint32_t>(field.table);
    made.table_column = field.attribute;
    made.type_modifier = field.type_modifier;
    if (formats == column_formats::described)
        made.wire_format = field.format;
    else
        made.wire_format = has_binary_codec(made.type()) ? format::binary : format::text;
    describe_sizes(made, field.type_size);
    return made;
}

std::vector<format> formats_for_bind(const row_shape& shape) {
    std::vector<format> formats;
    for (const column& each : shape.columns()) formats.push_back(each.wire_format);
    const bool all_same = std::adjacent_find(formats.begin(), formats.end(), std::not_equal_to<>()) == formats.end();
    if (all_same && !formats.empty()) formats.resize(1);
    return formats;
}

} // namespace

std::shared_ptr<const row_shape> read_columns(protocol::byte_view row_description, column_formats formats,
                                              const type_catalogue& types) {
    const auto description = protocol::backend::row_description::decode(row_description);
    std::vector<column> columns;
    columns.reserve(description.fields.size());
    for (const auto& field : description.fields) columns.push_back(make_column(field, formats, types));
    return std::make_shared<const row_shape>(std::move(columns));
}

prepared_statement describe(std::string name, const protocol::described_statement& described,
                            const type_catalogue& types) {
    prepared_statement statement;
    statement.name = std::move(name);
    for (const oid type : described.parameters) statement.parameters.push_back({type, types.find(type)});
    if (!described.row_description) return statement;
    statement.shape = read_columns(*described.row_description, column_formats::binary_where_known, types);
    statement.result_formats = formats_for_bind(*statement.shape);
    return statement;
}

std::shared_ptr<const prepared_statement> statement_cache::find(std::string_view sql, std::span<const oid> types) {
    std::string_view key = sql;
    if (!types.empty()) {
        write_key(lookup_key_, sql, types);
        key = lookup_key_;
    }
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return found->second->statement;
}

std::string statement_cache::insert(std::string_view sql, std::span<const oid> types,
                                    std::shared_ptr<const prepared_statement> statement) {
    // Complete before it is linked in, so that a lack of memory leaves the cache as it was.
    std::list<entry> added(1);
    write_key(added.front().key, sql, types);
    added.front().statement = std::move(statement);
    std::string evicted;
    if (entries_.size() >= capacity_) evicted = entries_.back().statement->name;
    by_key_[added.front().key] = added.begin();
    entries_.splice(entries_.begin(), added);
    if (entries_.size() > capacity_) {
        by_key_.erase(entries_.back().key);
        entries_.pop_back();
    }
    return evicted;
}

std::string statement_cache::erase(std::string_view sql, std::span<const oid> types) {
    write_key(lookup_key_, sql, types);
    const auto found = by_key_.find(lookup_key_);
    if (found == by_key_.end()) return {};
    const auto gone = found->second;
    std::string name = gone->statement->name;
    by_key_.erase(found);
    entries_.erase(gone);
    return name;
}

std::vector<std::string> statement_cache::clear() {
    std::vector<std::string> names;
    names.reserve(entries_.size());
    for (const entry& each : entries_) names.push_back(each.statement->name);
    by_key_.clear();
    entries_.clear();
    return names;
}

} // namespace tusk::client
