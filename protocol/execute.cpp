#include "protocol/execute.hpp"

#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/frontend.hpp>

namespace tusk::protocol {

namespace {

/// Takes all rows that are here into `rows`; row_step::end or need_bytes.
row_step keep_rows(channel& ch, std::size_t columns, tusk::detail::row_store& rows) {
    row_window window;
    byte_view body;
    row_step step;
    while ((step = take_row(ch, window, body)) == row_step::row) {
        const std::byte* const first = body.data() - frame_header_size;
        std::size_t count = 0;
        do {
            validate_row(body, columns);
            ++count;
        } while (window.take(body));
        const auto size = static_cast<std::size_t>(body.data() + body.size() - first);
        rows.add(ch.input().segment(), {first, size}, count);
    }
    return step;
}

completion read_completion(const frame& message) {
    if (message.type == 's') throw_suspended();
    if (message.type != 'C') return {};
    const auto complete = backend::command_complete::decode(message.body);
    return {std::string(complete.tag), complete.affected_rows()};
}

bool begins_copy(const frame& message) { return message.type == 'G' || message.type == 'H' || message.type == 'W'; }

/// COPY needs a conversation of its own: one that the server begins here is refused, or read to its end.
exchange<void> raise_copy(channel& ch, const frame& message) {
    static_cast<void>(decode_backend(message)); // refuses a malformed one
    if (message.type == 'W') refuse_replication(ch);
    if (message.type == 'G') refuse_copy(ch);
    const std::string direction = message.type == 'G' ? "FROM STDIN" : "TO STDOUT";
    const std::exception_ptr failure = std::make_exception_ptr(not_supported_error(
        "this statement is a COPY " + direction + ", whose data has to be streamed: use INSERT or SELECT here",
        delivery::answered));
    co_await raise(ch, failure);
}

} // namespace

void throw_suspended() {
    throw protocol_error("protocol error: the server stopped amid a result, although no row limit was set");
}

void queue_execute(channel& ch) {
    byte_writer out = ch.writer();
    frontend::execute{}.encode(out);
}

exchange<void> begin_rows(channel& ch, const preamble& front) {
    co_await flush(ch);
    if (!front.empty()) co_await receive_preamble(ch, front);
    co_await receive_or_raise(ch, expectation::bind);
}

exchange<std::optional<std::vector<std::byte>>> begin_described_rows(channel& ch, const preamble& front) {
    co_await begin_rows(ch, front);
    const frame columns = co_await receive_or_raise(ch, expectation::describe_portal);
    co_return kept_description(columns);
}

exchange<completion> finish_rows(channel& ch, bool returns_rows) {
    const auto expected = returns_rows ? expectation::rows : expectation::execute;
    const frame message = co_await receive_or_raise(ch, expected);
    if (begins_copy(message)) co_await raise_copy(ch, message);
    completion done = read_completion(message);
    co_await receive_ready(ch);
    co_return done;
}

exchange<completion> execute(channel& ch, const preamble& front, std::optional<std::size_t> columns,
                             tusk::detail::row_store& rows) {
    // As begin_rows and finish_rows, but in one coroutine: three make a difference to a statement that returns one row.
    co_await flush(ch);
    if (!front.empty()) co_await receive_preamble(ch, front);
    co_await receive_or_raise(ch, expectation::bind);
    if (columns) {
        while (keep_rows(ch, *columns, rows) == row_step::need_bytes) co_await fill();
        rows.finish();
    }
    const frame message = co_await receive_or_raise(ch, columns ? expectation::rows : expectation::execute);
    if (begins_copy(message)) co_await raise_copy(ch, message);
    completion done = read_completion(message);
    co_await receive_ready(ch);
    co_return done;
}

exchange<void> execute_described(channel& ch, const preamble& front, described_result& result) {
    result.row_description = co_await begin_described_rows(ch, front);
    if (result.row_description) {
        const std::size_t columns = backend::row_description::decode(*result.row_description).fields.size();
        while (keep_rows(ch, columns, result.rows) == row_step::need_bytes) co_await fill();
        result.rows.finish();
    }
    result.done = co_await finish_rows(ch, result.row_description.has_value());
}

exchange<void> query(channel& ch, bool begin, std::string_view sql, std::vector<described_result>& results) {
    const std::size_t before = ch.queued();
    try {
        byte_writer out = ch.writer();
        if (begin) frontend::query{"BEGIN"}.encode(out);
        frontend::query{sql}.encode(out);
    } catch (...) {
        ch.forget_output(before);
        throw;
    }
    if (begin) ch.expect_ready(ready_cause::query);
    ch.expect_ready(ready_cause::query);
    co_await flush(ch);
    if (begin) {
        co_await receive_or_raise(ch, expectation::simple_query);
        co_await receive_ready(ch);
    }
    for (auto expected = expectation::simple_query;;) {
        const frame message = co_await receive(ch, expected);
        switch (message.type) {
        case 'Z': co_return;
        case 'E': co_await raise(ch, message); break;
        case 'T': {
            described_result& result = results.emplace_back();
            result.row_description.emplace(message.body.begin(), message.body.end());
            const std::size_t columns = backend::row_description::decode(message.body).fields.size();
            while (keep_rows(ch, columns, result.rows) == row_step::need_bytes) co_await fill();
            result.rows.finish();
            expected = expectation::simple_rows;
            break;
        }
        case 'C':
        case 'I':
            if (expected != expectation::simple_rows) results.emplace_back();
            results.back().done = read_completion(message);
            expected = expectation::simple_next;
            break;
        default: co_await raise_copy(ch, message);
        }
    }
}

} // namespace tusk::protocol
