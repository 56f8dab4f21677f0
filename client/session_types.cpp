// The types that are not built in: what the catalogue says of them is asked once, when one is first met.
#include "client/operation.hpp"
#include "client/server_version.hpp"
#include "client/session.hpp"
#include "client/utf8.hpp"

#include <tusk/decode.hpp>
#include <tusk/types/array.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/text.hpp>

#include <algorithm>
#include <iterator>

namespace tusk::detail {

using client::catalogue_row;

bool session::learn_types(std::span<const oid> types) {
    if (asking_catalogue_) return false; // its own types are built in, or the server lies
    std::vector<oid> unknown;
    std::copy_if(types.begin(), types.end(), std::back_inserter(unknown),
                 [this](oid type) { return types_.lacks(type); });
    if (unknown.empty()) return false;
    const result_pointer answer = ask_about_types(unknown);
    std::vector<catalogue_row> rows(answer ? answer->rows.size() : 0);
    if (answer) {
        const decode_plan<catalogue_row> plan(*answer->shape);
        row_walk walk(answer->rows);
        byte_view body;
        for (catalogue_row& row : rows)
            if (walk.next(body)) plan.decode(body, row);
    }
    try {
        types_.learn(unknown, rows);
    } catch (const protocol_error&) {
        close_hard();
        throw;
    }
    return true;
}

result_pointer session::ask_catalogue(std::string_view question, const parameter& about) {
    struct asking {
        explicit asking(bool& flag) noexcept : flag_(flag) { flag_ = true; }
        asking(const asking&) = delete;
        asking& operator=(const asking&) = delete;
        ~asking() { flag_ = false; }
        bool& flag_;
    };
    const asking now(asking_catalogue_);
    return execute_once(question, {&about, 1}, {});
}

/// Null: this server has no such catalogue. Not every one that speaks the protocol is a PostgreSQL; types of which
/// nothing is known travel as text.
result_pointer session::ask_about_types(const std::vector<oid>& types) {
    const auto reported = ch_.mail.parameters.find("server_version");
    const int version = reported == ch_.mail.parameters.end() ? 0 : client::version_number(reported->second);
    try {
        return ask_catalogue(client::type_catalogue::question(version), types);
    } catch (const programming_error&) {
        if (!idle()) throw; // the user's transaction has failed
        return nullptr;
    } catch (const not_supported_error&) {
        if (!idle()) throw;
        return nullptr;
    }
}

oid session::type_named(std::string_view name) {
    if (const oid built_in = built_in_type(name); built_in != oid::none) return built_in;
    if (const oid known = types_.named(name); known != oid::none) return known;
    const result_pointer answer =
        ask_catalogue("SELECT pg_catalog.to_regtype($1::pg_catalog.text)::pg_catalog.oid", name);
    std::tuple<std::optional<oid>> found;
    row_walk walk(answer->rows);
    byte_view body;
    if (walk.next(body)) decode_plan<std::tuple<std::optional<oid>>>(*answer->shape).decode(body, found);
    if (!std::get<0>(found))
        throw programming_error("there is no type \"" + std::string(name) +
                                "\" to pin a parameter to: is its schema in "
                                "the search path?");
    types_.learn_name(name, *std::get<0>(found));
    return *std::get<0>(found);
}

std::span<const oid> session::pinned_types(std::span<const parameter> values, std::span<const oid> types,
                                           std::vector<oid>& memory) {
    const auto is_pinned = [](const parameter& value) { return !value.pinned_type().empty(); };
    const auto last = std::find_if(values.rbegin(), values.rend(), is_pinned);
    if (last == values.rend()) return types;
    memory.assign(types.begin(), types.end());
    const auto pinned = static_cast<std::size_t>(values.rend() - last);
    if (memory.size() < pinned) memory.resize(pinned, oid::none);
    for (std::size_t i = 0; i < pinned; ++i)
        if (is_pinned(values[i])) memory[i] = type_named(values[i].pinned_type());
    return memory;
}

void session::require_readable_names(const row_shape& shape) {
    const auto reported_as = [this](std::string_view parameter, std::string_view value) {
        const auto found = ch_.mail.parameters.find(parameter);
        return found != ch_.mail.parameters.end() && found->second == value;
    };
    // A database in SQL_ASCII never looks at what its names are made of.
    if (!reported_as("client_encoding", "UTF8") || reported_as("server_encoding", "SQL_ASCII")) return;
    for (const column& each : shape.columns())
        if (!is_utf8(each.name)) {
            close_hard();
            throw protocol_error("the server sent a column whose name is not UTF-8, which it said it would send: \"" +
                                 each.name + '"');
        }
}

void session::forget_types() {
    const operation now(*this);
    types_.clear();
    for (std::string& name : statements_.clear()) statements_to_close_.push_back(std::move(name));
}

} // namespace tusk::detail
