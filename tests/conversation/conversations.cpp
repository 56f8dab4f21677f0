#include "tests/conversation/conversations.hpp"

#include "protocol/conversation.hpp"
#include "tests/conversation/messages.hpp"

#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/frontend.hpp>

#include <stdexcept>
#include <utility>

namespace tusk::test {

using namespace protocol;

namespace {

/// "1|one|NULL"
std::string fields(byte_view body) {
    std::string text;
    for (const auto& value : backend::data_row::decode(body).values)
        text += (text.empty() ? "" : "|") + (value ? std::string(as_text(*value)) : "NULL");
    return text;
}

std::string rows(const tusk::detail::row_store& store) {
    std::string text;
    tusk::detail::row_walk walk(store);
    for (byte_view body; walk.next(body);) text += (text.empty() ? "" : ", ") + fields(body);
    return text;
}

std::string ending(const std::string& rows, const completion& done) {
    return rows.empty() ? done.tag : rows + "; " + done.tag;
}

void queue_burst(channel& ch, const preamble& front) {
    queue_preamble(ch, front);
    ch.writer().text(from_client::bind("s"));
    queue_execute(ch);
    queue_sync(ch);
}

/// " id name"
std::string names(byte_view row_description) {
    std::string text;
    for (const auto& field : backend::row_description::decode(row_description).fields)
        text.append(" ").append(field.name);
    return text;
}

class numbered_sets : public parameter_sets {
public:
    explicit numbered_sets(const many& what) : what_(what) {}
    bool queue_next(channel& ch) override {
        if (next_ == what_.throwing) throw std::domain_error("the source of parameters failed");
        if (next_ == what_.sets) return false;
        ++next_;
        ch.writer().text(set_bytes(what_));
        return true;
    }

private:
    const many& what_;
    std::size_t next_ = 0;
};

} // namespace

std::string set_bytes(const many& what) {
    const std::string value(what.size, 'v');
    frontend::bind binding;
    binding.statement = "s";
    binding.parameters.emplace_back(as_bytes(value));
    return encoded(binding) + from_client::execute();
}

conversation preparing(std::string name, std::string sql, std::vector<oid> types, preamble front) {
    return [=](channel& ch, const endpoint&) -> exchange<std::string> {
        const described_statement described = co_await prepare(ch, front, name, sql, types);
        std::string text = "parameters:";
        for (const oid type : described.parameters) text += ' ' + std::to_string(static_cast<std::uint32_t>(type));
        text += described.row_description ? "; columns:" : "; no columns";
        if (described.row_description) text += names(*described.row_description);
        co_return text;
    };
}

conversation executing(std::optional<std::size_t> columns, preamble front) {
    return [=](channel& ch, const endpoint&) -> exchange<std::string> {
        queue_burst(ch, front);
        tusk::detail::row_store store;
        const completion done = co_await execute(ch, front, columns, store);
        co_return ending(rows(store), done);
    };
}

conversation executing_unnamed(std::string sql, bool begin) {
    return [=](channel& ch, const endpoint&) -> exchange<std::string> {
        preamble front;
        front.begin = begin;
        front.parse.emplace();
        front.parse->sql = sql;
        queue_preamble(ch, front);
        byte_writer out = ch.writer();
        frontend::bind{}.encode(out);
        frontend::describe{frontend::target::portal, ""}.encode(out);
        queue_execute(ch);
        queue_sync(ch);
        described_result result;
        co_await execute_described(ch, front, result);
        std::string text = result.row_description ? "columns" + names(*result.row_description) + ": " : "no columns: ";
        co_return text + ending(rows(result.rows), result.done);
    };
}

conversation streaming(std::size_t columns, preamble front) {
    return [=](channel& ch, const endpoint&) -> exchange<std::string> {
        queue_burst(ch, front);
        co_await begin_rows(ch, front);
        std::string text;
        row_window window;
        for (byte_view body;;) {
            // As in every loop over messages: a child coroutine for each row that is here already would pile up on the
            // stack where the compiler makes no tail calls.
            row_step step = take_row(ch, window, body);
            if (step == row_step::need_bytes) step = co_await await_row(ch, window, body);
            if (step == row_step::end) break;
            validate_row(body, columns);
            text += (text.empty() ? "" : ", ") + fields(body);
        }
        const completion done = co_await finish_rows(ch, true);
        co_return ending(text, done);
    };
}

conversation streaming_one_row(std::size_t columns) {
    return [=](channel& ch, const endpoint&) -> exchange<std::string> {
        const preamble nothing;
        queue_burst(ch, nothing);
        co_await begin_rows(ch, nothing);
        row_window window;
        byte_view body;
        const row_step step = co_await await_row(ch, window, body);
        if (step != row_step::row) throw std::logic_error("there is no row");
        validate_row(body, columns);
        const std::string text = fields(body);
        leave_window(ch, window);
        co_await drain(ch);
        co_return text;
    };
}

conversation querying(std::string sql, bool begin) {
    return [=](channel& ch, const endpoint&) -> exchange<std::string> {
        std::vector<described_result> results;
        co_await query(ch, begin, sql, results);
        std::string text;
        for (const described_result& result : results)
            text += (text.empty() ? "" : " / ") + ending(rows(result.rows), result.done);
        co_return text;
    };
}

conversation executing_many(many what) {
    return [=](channel& ch, const endpoint&) -> exchange<std::string> {
        numbered_sets sets(what);
        const std::int64_t affected = co_await execute_many(ch, what.front, sets);
        co_return std::to_string(affected) + " affected";
    };
}

conversation terminating() {
    return [](channel& ch, const endpoint&) -> exchange<std::string> {
        co_await terminate(ch);
        co_return "closed";
    };
}

namespace {

/// What an exchange answered or threw. \throws what it threw, when that left the channel broken.
exchange<std::string> told(channel& ch, const endpoint& server, const conversation& what) {
    try {
        co_return co_await what(ch, server);
    } catch (const std::exception& thrown) {
        if (ch.state() == condition::broken) throw;
        co_return thrown.what();
    }
}

} // namespace

conversation both(conversation first, conversation second) {
    return [=](channel& ch, const endpoint& server) -> exchange<std::string> {
        std::string text = co_await told(ch, server, first);
        co_await drain(ch);
        text += " | ";
        text += co_await told(ch, server, second);
        co_return text;
    };
}

conversation then_ask(conversation first) { return both(std::move(first), querying("select token")); }

script& expect_question(script& plan) {
    using namespace from_server;
    return plan.expect(from_client::query("select token"))
        .give(columns({"token"}) + row({"token-4711"}) + complete("SELECT 1") + ready());
}

script session(const std::string& request, const std::string& answer) {
    return script().after_login().expect(request).give(answer);
}

} // namespace tusk::test
