#include "protocol/prepare.hpp"

#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/frontend.hpp>

namespace tusk::protocol {

namespace {

void queue_parse(channel& ch, std::string_view name, std::string_view sql, std::span<const oid> types) {
    byte_writer out = ch.writer();
    frontend::parse parse;
    parse.statement = name;
    parse.query = sql;
    parse.parameter_types.assign(types.begin(), types.end());
    parse.encode(out);
}

} // namespace

void queue_sync(channel& ch) {
    byte_writer out = ch.writer();
    frontend::sync{}.encode(out);
    ch.expect_ready(ready_cause::sync);
}

void queue_command(channel& ch, std::string_view sql) {
    byte_writer out = ch.writer();
    frontend::parse parse;
    parse.query = sql;
    parse.encode(out);
    frontend::bind{}.encode(out);
    frontend::execute{}.encode(out);
}

void queue_preamble(channel& ch, const preamble& front) {
    byte_writer out = ch.writer();
    for (const std::string& name : front.closed_statements)
        frontend::close{frontend::target::statement, name}.encode(out);
    if (front.begin) queue_command(ch, "BEGIN");
    if (front.parse) queue_parse(ch, "", front.parse->sql, front.parse->types);
}

std::vector<expectation> preamble::answers() const {
    std::vector<expectation> expected(closed_statements.size(), expectation::close);
    if (begin) expected.insert(expected.end(), {expectation::parse, expectation::bind, expectation::execute});
    if (parse) expected.push_back(expectation::parse);
    return expected;
}

exchange<void> receive_preamble(channel& ch, const preamble& front) {
    for (const expectation expected : front.answers()) co_await receive_or_raise(ch, expected);
}

std::optional<std::vector<std::byte>> kept_description(const frame& columns) {
    if (columns.type != 'T') return std::nullopt;
    // Read here already, so that a malformed one breaks the connection.
    static_cast<void>(backend::row_description::decode(columns.body));
    return std::vector<std::byte>(columns.body.begin(), columns.body.end());
}

exchange<described_statement> prepare(channel& ch, const preamble& front, std::string_view name, std::string_view sql,
                                      std::span<const oid> types) {
    const std::size_t before = ch.queued();
    try {
        queue_preamble(ch, front);
        queue_parse(ch, name, sql, types);
        byte_writer out = ch.writer();
        frontend::describe{frontend::target::statement, name}.encode(out);
        queue_sync(ch);
    } catch (...) {
        ch.forget_output(before);
        throw;
    }
    co_await flush(ch);
    if (!front.empty()) co_await receive_preamble(ch, front);
    co_await receive_or_raise(ch, expectation::parse);
    described_statement described;
    const frame parameters = co_await receive_or_raise(ch, expectation::describe_statement);
    described.parameters = backend::parameter_description::decode(parameters.body).types;
    const frame columns = co_await receive_or_raise(ch, expectation::describe_portal);
    described.row_description = kept_description(columns);
    co_await receive_ready(ch);
    co_return described;
}

} // namespace tusk::protocol
