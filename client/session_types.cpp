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
using client::missing_types;
using protocol::described_result;

namespace {

/// What a server answers that has no such catalogue: syntax, tables, columns, functions, types or features that are not
/// there. Not every one that speaks the protocol is a PostgreSQL.
bool tells_of_another_server(const database_error& trouble) noexcept {
    constexpr std::string_view states[] = {"42601", "42P01", "42703", "42883", "42704", "0A000"};
    return std::find(std::begin(states), std::end(states), trouble.sqlstate()) != std::end(states);
}

/// A text as an expression that no setting of the session reads in another way.
std::string quoted(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string expression = "pg_catalog.convert_from(pg_catalog.decode('";
    for (const char each : text) {
        expression += digits[static_cast<unsigned char>(each) >> 4];
        expression += digits[static_cast<unsigned char>(each) & 15U];
    }
    return expression + "', 'hex'), 'UTF8')";
}

} // namespace

int session::version() const {
    const auto reported = ch_.mail.parameters.find("server_version");
    return reported == ch_.mail.parameters.end() ? 0 : client::version_number(reported->second);
}

/// By the simple protocol: one round trip, no prepared statement that a pooler might look for elsewhere, no
/// transaction.
template <class Row, class Use>
void session::ask_catalogue(const std::string& question, Use use) {
    std::vector<described_result> answers;
    run(protocol::query(ch_, false, question, answers));
    try {
        if (answers.size() != 1 || !answers[0].row_description)
            throw protocol_error("the server's catalogue answered a question without rows");
        const auto shape = client::read_columns(*answers[0].row_description, client::column_formats::described, types_);
        const decode_plan<Row> plan(*shape);
        std::vector<Row> rows(answers[0].rows.size());
        row_walk walk(answers[0].rows);
        byte_view body;
        for (Row& each : rows)
            if (walk.next(body)) plan.decode(body, each);
        use(rows);
    } catch (const protocol_error&) {
        close_hard();
        throw;
    } catch (const error& trouble) {
        close_hard();
        throw protocol_error(std::string("the server's catalogue answered something else than it was asked: ") +
                             trouble.what());
    }
}

bool session::learn_types(std::span<const oid> types) {
    std::vector<oid> unknown;
    std::copy_if(types.begin(), types.end(), std::back_inserter(unknown),
                 [this](oid type) { return types_.lacks(type); });
    if (unknown.empty()) return false;
    try {
        ask_catalogue<catalogue_row>(client::type_catalogue::question(version(), unknown), [&](const auto& rows) {
            // What a transaction's snapshot does not show may be there in the next.
            types_.learn(unknown, rows, idle() ? missing_types::stay_unknown : missing_types::are_asked_for_again);
        });
    } catch (const database_error& trouble) {
        if (!tells_of_another_server(trouble)) throw;
        types_.learn(unknown, {}, missing_types::stay_unknown);
        if (!idle()) throw; // the user's transaction has failed
    }
    return true;
}

oid session::type_named(std::string_view name) {
    // "char" with quotes is the built-in type of that name; without, as here, it is character.
    const bool is_character = name == "char" || name == "char[]";
    if (const oid built_in = built_in_type(name); built_in != oid::none && !is_character) return built_in;
    if (const oid known = types_.named(name); known != oid::none) return known;
    std::optional<oid> found;
    using answer = std::tuple<std::optional<oid>>;
    ask_catalogue<answer>("SELECT pg_catalog.to_regtype(" + quoted(name) + ")::pg_catalog.oid",
                          [&found](const std::vector<answer>& rows) {
                              if (!rows.empty()) found = std::get<0>(rows[0]);
                          });
    if (!found)
        throw programming_error("there is no type \"" + std::string(name) +
                                "\" to pin a parameter to: is its schema in the search path?");
    types_.learn_name(name, *found);
    return *found;
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

bool session::speaks_utf8() const {
    const auto is_reported_as = [this](std::string_view parameter, std::string_view value) {
        const auto found = ch_.mail.parameters.find(parameter);
        return found != ch_.mail.parameters.end() && found->second == value;
    };
    return is_reported_as("client_encoding", "UTF8") && !is_reported_as("server_encoding", "SQL_ASCII");
}

void session::require_utf8_names(const row_shape& shape) {
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
    std::vector<std::string> names = statements_.clear();
    statements_to_close_.insert(statements_to_close_.end(), std::move_iterator(names.begin()),
                                std::move_iterator(names.end()));
}

} // namespace tusk::detail
