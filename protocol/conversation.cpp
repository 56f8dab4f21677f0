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

void refuse_replication(channel& ch) {
    ch.mark_broken();
    throw not_supported_error("the server began a replication stream, which tusk does not speak", delivery::answered);
}

namespace {

void throw_if_fatal(channel& ch, const frame& error_response) {
    const auto report = backend::error_response::decode(error_response.body);
    if (!report.fatal()) return;
    ch.mark_broken();
    throw_server_error(report.to_report());
}

/// Behind an error the server skips to the next ReadyForQuery (or, out of step, complains once more): whatever else
/// came there would belong to nothing that was asked.
/// \param failed whether an error came just before
exchange<void> drain_behind(channel& ch, bool failed) {
    co_await flush(ch);
    while (ch.ready_owed() > 0) {
        const frame message = co_await receive(ch, failed ? expectation::ready : expectation::draining);
        switch (message.type) {
        case 'Z': failed = false; break;
        case 'E':
            throw_if_fatal(ch, message);
            failed = true;
            break;
        case 'G':
            refuse_copy(ch);
            co_await flush(ch);
            break;
        case 'W': refuse_replication(ch);
        }
    }
    ch.input().shrink();
}

} // namespace

exchange<void> drain(channel& ch) { co_await drain_behind(ch, false); }

exchange<void> raise(channel& ch, const frame& error_response) {
    throw_if_fatal(ch, error_response);
    server_report kept = backend::error_response::decode(error_response.body).to_report();
    try {
        co_await drain_behind(ch, true);
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

} // namespace tusk::protocol
