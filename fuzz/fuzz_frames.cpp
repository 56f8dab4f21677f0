// A server's byte stream in arbitrary chunks. The input is a byte of switches, a byte with what is waited for, a
// counted list of chunk sizes, and the stream. Fed whole and fed in chunks, it must give the same messages and the same
// error; read as rows, the same rows as read as messages; and the channel may never hold much more than what came.
#include "fuzz/input.hpp"
#include "protocol/row_stream.hpp"

#include <tusk/error.hpp>
#include <tusk/protocol/backend.hpp>

#include <string>
#include <vector>

using namespace tusk::protocol;

namespace {

// Switches in the input's first byte.
constexpr unsigned logged_in = 1;
constexpr unsigned short_rows = 2;   // a DataRow may be no longer than 1,000 bytes
constexpr unsigned leaves_often = 4; // the row window is left behind each row

/// What came out of a stream: messages, then the error if one ended it.
struct outcome {
    std::vector<std::string> messages;
    std::string error;
    std::size_t notices = 0;
    std::size_t notifications = 0;
    std::map<std::string, std::string, std::less<>> parameters;

    void add(const frame& message) { messages.push_back(message.type + std::string(as_text(message.body))); }
    void finish(channel& ch) {
        notices = ch.mail.notices.size();
        notifications = ch.mail.notifications.size();
        parameters = ch.mail.parameters;
    }
    bool operator==(const outcome&) const = default;
};

void log_in(channel& ch) {
    constexpr std::string_view ready("Z\0\0\0\5I", 6);
    std::memcpy(ch.input().prepare().data(), ready.data(), ready.size());
    ch.input().commit(ready.size());
    ch.expect_ready(ready_cause::startup);
    frame message;
    fuzz::require(ch.next(message, expectation::session_start));
}

void prepare(channel& ch, unsigned switches) {
    if (switches & logged_in) log_in(ch);
    if (switches & short_rows) ch.limits.data = 1'000;
    // As many as the stream could hold: a ReadyForQuery too many is another fuzzer's business.
    for (int i = 0; i < 100; ++i) ch.expect_ready(ready_cause::sync);
}

/// Feeds the next chunk; false when the stream is over.
bool feed(channel& ch, byte_view& stream, fuzz::chunk_sizes& chunks, std::size_t& fed) {
    if (stream.empty()) return false;
    const auto room = ch.input().prepare();
    const std::size_t count = std::min({chunks.next(), stream.size(), room.size()});
    std::memcpy(room.data(), stream.data(), count);
    ch.input().commit(count);
    stream = stream.subspan(count);
    fed += count;
    fuzz::require(ch.input().segment().capacity() <= input_buffer::smallest + 4 * fed);
    return true;
}

outcome cut(unsigned switches, expectation expected, byte_view stream, fuzz::chunk_sizes chunks) {
    channel ch;
    prepare(ch, switches);
    outcome result;
    std::size_t fed = 0;
    try {
        do
            for (frame message; ch.next(message, expected);) {
                fuzz::require(is_legal(expected, message.type) && !is_asynchronous(message.type));
                result.add(message);
            }
        while (feed(ch, stream, chunks, fed));
    } catch (const tusk::protocol_error& refused) {
        fuzz::require(ch.state() == condition::broken);
        result.error = refused.what();
    }
    result.finish(ch);
    return result;
}

/// The same for expectation::rows, with the rows in front taken as streams and results take them.
outcome cut_rows(unsigned switches, byte_view stream, fuzz::chunk_sizes chunks) {
    channel ch;
    prepare(ch, switches);
    outcome result;
    row_window window;
    std::size_t fed = 0;
    try {
        for (bool more = true; more;) {
            byte_view body;
            row_step step;
            while ((step = take_row(ch, window, body)) == row_step::row) {
                result.add({'D', body});
                if (switches & leaves_often) leave_window(ch, window);
            }
            if (step == row_step::end)
                for (frame message; ch.next(message, expectation::rows);) result.add(message);
            more = feed(ch, stream, chunks, fed);
        }
    } catch (const tusk::protocol_error& refused) {
        fuzz::require(ch.state() == condition::broken);
        result.error = refused.what();
    }
    result.finish(ch);
    return result;
}

/// A row is valid for the channel's readers exactly when the message's own decoder accepts it.
void check_row(std::string_view body) {
    std::size_t fields = 0;
    bool decodes = true;
    try {
        fields = backend::data_row::decode(as_bytes(body)).values.size();
    } catch (const tusk::protocol_error&) {
        decodes = false;
        if (body.size() >= 2) fields = load_big_endian<std::uint16_t>(as_bytes(body).data());
    }
    bool valid = true;
    try {
        validate_row(as_bytes(body), fields);
    } catch (const tusk::protocol_error&) {
        valid = false;
    }
    fuzz::require(valid == decodes);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::input in(data, size);
    const unsigned switches = in.byte();
    const auto expected = static_cast<expectation>(in.byte() % expectation_count);
    const fuzz::chunk_sizes chunks = in.chunks();
    const byte_view stream = in.rest();

    const outcome whole = cut(switches, expected, stream, {});
    fuzz::require(whole == cut(switches, expected, stream, chunks));
    // Rows come only after the login: the limits before it are other ones.
    if ((switches & logged_in) == 0) return 0;
    const outcome rows = cut(switches, expectation::rows, stream, {});
    fuzz::require(rows == cut_rows(switches, stream, {}));
    fuzz::require(rows == cut_rows(switches, stream, chunks));
    for (const std::string& message : rows.messages)
        if (message[0] == 'D') check_row(std::string_view(message).substr(1));
    return 0;
}
