#include "protocol/conversation.hpp"

#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/frontend.hpp>

namespace tusk::protocol {

void refuse_copy(channel& ch) {
    byte_writer out = ch.writer();
    frontend::copy_fail{"this statement was not run as a COPY"}.encode(out);
    // While it waits for data the server drops the Sync that was sent behind Execute ("COPY Operations").
    if (ch.ready_owed_by() == ready_cause::sync) frontend::sync{}.encode(out);
}

exchange<void> drain(channel& ch) {
    co_await flush(ch);
    while (ch.ready_owed() > 0) {
        const frame message = co_await receive(ch, expectation::draining);
        if (message.type == 'G') {
            refuse_copy(ch);
            co_await flush(ch);
        } else if (message.type == 'E') {
            auto report = backend::error_response::decode(message.body);
            if (!report.fatal()) continue;
            ch.mark_broken();
            throw_server_error(report.to_report());
        }
    }
}

exchange<void> raise(channel& ch, const frame& error_response) {
    const auto report = backend::error_response::decode(error_response.body);
    server_report kept = report.to_report();
    if (report.fatal()) {
        ch.mark_broken();
        throw_server_error(std::move(kept));
    }
    try {
        co_await drain(ch);
    } catch (const error&) {
        // The connection broke behind the server's error, which still says best what happened.
        ch.mark_broken();
    }
    throw_server_error(std::move(kept));
}

exchange<void> raise(channel& ch, const std::exception_ptr& failure) {
    try {
        co_await drain(ch);
    } catch (const error&) {
        ch.mark_broken();
    }
    std::rethrow_exception(failure);
}

exchange<void> terminate(channel& ch) {
    byte_writer out = ch.writer();
    frontend::terminate{}.encode(out);
    co_await flush(ch);
    co_await close_connection();
}

exchange<frame> receive_or_raise(channel& ch, expectation expected) {
    const frame message = co_await receive(ch, expected);
    if (message.type == 'E') co_await raise(ch, message);
    co_return message;
}

exchange<void> receive_ready(channel& ch) { co_await receive_or_raise(ch, expectation::ready); }

} // namespace tusk::protocol
