#include "types/tsquery_tree.hpp"

#include <tusk/types/text.hpp>

#include <algorithm>
#include <iterator>

namespace tusk {

namespace {

using kind = tsquery::kind;
using node = tsquery::node;

// What the wire calls a node's kind, and the operators. There an operator stands before its operands and the second
// operand before the first: the whole is our reverse Polish notation from its end.
constexpr std::uint8_t wire_operand = 1;
constexpr std::uint8_t wire_operator = 2;
constexpr kind wire_operators[] = {kind::negation, kind::conjunction, kind::disjunction, kind::phrase}; // from 1 on
constexpr std::size_t smallest_node = 2;

node read_node(protocol::byte_reader& reader, oid column) {
    node read;
    const auto type = reader.number<std::uint8_t>();
    if (type == wire_operand) {
        read.weights = reader.number<std::uint8_t>();
        const auto prefix = reader.number<std::uint8_t>();
        read.is_prefix = prefix == 1;
        read.lexeme = reader.c_string();
        if (read.weights > detail::all_weights || prefix > 1)
            detail::throw_malformed(column, "an operand with unknown flags");
    } else if (type == wire_operator) {
        const unsigned number = reader.number<std::uint8_t>();
        if (number < 1 || number > std::size(wire_operators)) detail::throw_malformed(column, "an unknown operator");
        read.what = wire_operators[number - 1];
        if (read.what == kind::phrase) read.distance = reader.number<std::int16_t>();
    } else {
        detail::throw_malformed(column, "a node that is neither operand nor operator");
    }
    if (!reader.ok()) detail::throw_malformed(column, "it ends within a node");
    return read;
}

void write_node(byte_writer& out, const node& written) {
    if (written.what == kind::operand) {
        out.number(wire_operand);
        out.number(written.weights);
        out.number(static_cast<std::uint8_t>(written.is_prefix));
        detail::write_string(out, written.lexeme);
        return out.number(std::uint8_t{0});
    }
    const auto* number = std::find(std::begin(wire_operators), std::end(wire_operators), written.what);
    out.number(wire_operator);
    out.number(static_cast<std::uint8_t>(1 + std::distance(std::begin(wire_operators), number)));
    if (written.what == kind::phrase) out.number(written.distance);
}

tsquery combine(tsquery first, const tsquery& second, kind what, std::int16_t distance = 1) {
    if (first.nodes.empty()) return second;
    if (second.nodes.empty()) return first;
    first.nodes.insert(first.nodes.end(), second.nodes.begin(), second.nodes.end());
    first.nodes.push_back({what, 0, false, distance, {}});
    return first;
}

} // namespace

bool detail::is_tree(const std::vector<node>& nodes) noexcept {
    std::size_t results = 0;
    for (const node& each : nodes) {
        const std::size_t operands = operands_of(each.what);
        if (results < operands) return false;
        results = results - operands + 1;
    }
    return results == 1 || nodes.empty();
}

void detail::require_tree(const std::vector<node>& nodes) {
    if (!is_tree(nodes))
        throw conversion_error("a tsquery of " + std::to_string(nodes.size()) +
                               " nodes that are no tree: every operator needs its operands before it, and all nodes "
                               "together must be one query");
    for (const node& each : nodes)
        if (each.weights > all_weights)
            throw_out_of_range(std::to_string(each.weights), "the weights of a tsquery's operand (a set of A to D)");
}

tsquery tsquery::operand(std::string lexeme, std::uint8_t weights, bool is_prefix) {
    tsquery query;
    query.nodes.push_back({kind::operand, weights, is_prefix, 1, std::move(lexeme)});
    return query;
}

tsquery tsquery::phrase(tsquery first, const tsquery& second, std::int16_t distance) {
    return combine(std::move(first), second, kind::phrase, distance);
}

tsquery operator!(tsquery query) {
    if (!query.nodes.empty()) query.nodes.push_back({kind::negation});
    return query;
}
tsquery operator&(tsquery first, const tsquery& second) { return combine(std::move(first), second, kind::conjunction); }
tsquery operator|(tsquery first, const tsquery& second) { return combine(std::move(first), second, kind::disjunction); }

tsquery codec<tsquery>::read_binary(byte_view bytes, oid column) {
    protocol::byte_reader reader(bytes);
    const auto count = reader.number<std::uint32_t>();
    if (!reader.ok()) detail::throw_malformed(column, "it ends before its nodes");
    if (count > reader.remaining() / smallest_node)
        detail::throw_malformed(column, "more nodes than its bytes can hold");
    tsquery value;
    for (std::uint32_t i = 0; i < count; ++i) value.nodes.push_back(read_node(reader, column));
    if (!reader.complete()) detail::throw_malformed(column, "bytes are left over behind its last node");
    std::reverse(value.nodes.begin(), value.nodes.end());
    if (!detail::is_tree(value.nodes)) detail::throw_malformed(column, "its nodes are no tree");
    return value;
}

void codec<tsquery>::write_binary(byte_writer& out, const tsquery& value, oid) {
    detail::require_tree(value.nodes);
    out.number(static_cast<std::uint32_t>(value.nodes.size()));
    std::for_each(value.nodes.rbegin(), value.nodes.rend(), [&](const node& each) { write_node(out, each); });
}

void codec<tsquery>::write_text(byte_writer& out, const tsquery& value, oid) {
    detail::write_string(out, value.to_string());
}

} // namespace tusk
