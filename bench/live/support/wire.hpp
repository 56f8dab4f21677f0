// A client that speaks just enough of the protocol for one query and believes everything that the server sends: what
// this machine allows, and never what a program should do. It shares no code with tusk.
#pragma once

#include "bench/live/support/big_endian.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bench::wire {

/// Frontend messages, one behind the other.
class request {
public:
    void clear() noexcept { bytes_.clear(); }
    [[nodiscard]] bool empty() const noexcept { return bytes_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return bytes_.size(); }
    [[nodiscard]] std::string_view bytes() const noexcept { return bytes_; }

    /// Starts a message; its length is filled in by `end`.
    void begin(char type) {
        bytes_.push_back(type);
        begin_untyped();
    }
    void begin_untyped() {
        start_ = bytes_.size();
        number(std::int32_t{0});
    }
    void end() noexcept { store(bytes_.data() + start_, static_cast<std::int32_t>(bytes_.size() - start_)); }

    template <std::integral Number>
    void number(Number value) {
        const std::size_t at = bytes_.size();
        bytes_.resize(at + sizeof value);
        store(bytes_.data() + at, value);
    }
    void raw(std::string_view bytes) { bytes_.append(bytes); }
    /// With the zero byte that ends the protocol's strings.
    void string(std::string_view text) {
        bytes_.append(text);
        bytes_.push_back('\0');
    }

    void parse(std::string_view name, std::string_view sql);
    void describe_statement(std::string_view name);
    void describe_portal();
    /// Starts Bind to the unnamed portal with `parameters` values in binary; the caller appends each by
    /// `value`, then calls `end_bind`.
    void begin_bind(std::string_view statement, std::int16_t parameters);
    /// A parameter's value of fixed size.
    template <std::integral Number>
    void value(Number number_value) {
        number(std::int32_t{sizeof number_value});
        number(number_value);
    }
    void value(std::string_view text) {
        number(static_cast<std::int32_t>(text.size()));
        raw(text);
    }
    void end_bind(std::int16_t result_format = 1);
    void execute();
    void sync();
    void query(std::string_view sql);

private:
    std::string bytes_;
    std::size_t start_ = 0;
};

/// A backend message in the receive buffer, good until the next one is asked for.
struct message {
    char type;
    const char* body;
    std::size_t size;
};

/// Received bytes that stay where the socket wrote them: whole frames, from the beginning to `end`.
struct block {
    std::unique_ptr<char[]> data;
    std::size_t end;
};

inline constexpr std::size_t frame_header = 5;

/// The size of the frame that the bytes begin with; 0 while its end is missing.
[[nodiscard]] inline std::size_t frame_size(const char* bytes, std::size_t left) noexcept {
    if (left < frame_header) return 0;
    const std::size_t size = 1 + std::size_t{load<std::uint32_t>(bytes + 1)};
    return left < size ? 0 : size;
}

/// Calls `on_row` with the body of each DataRow in a kept block, behind its field count.
template <class OnRow>
void kept_rows(const block& kept, const OnRow& on_row) {
    for (std::size_t at = 0; at < kept.end;) {
        const char* const frame = kept.data.get() + at;
        at += frame_size(frame, kept.end - at);
        if (frame[0] == 'D') on_row(frame + frame_header + sizeof(std::int16_t));
    }
}

/// A connection over a Unix socket, logged in by trust.
class connection {
public:
    /// \param conninfo host (a folder), port, user and dbname as `keyword=value` pairs
    explicit connection(const std::string& conninfo);
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;
    ~connection();

    void send(const request& messages);
    /// The next message. Ends the program by an exception when it is an ErrorResponse.
    [[nodiscard]] message receive();
    /// Reads up to ReadyForQuery, and drops it all.
    void finish();

    /// Drops whatever has arrived, without waiting for more. Ends the program when there is an ErrorResponse among it.
    void drop_received();

    /// Prepares a statement and waits until it is.
    void prepare(std::string_view name, std::string_view sql);

    /// Reads up to ReadyForQuery and calls `on_row` with the body of each DataRow, behind its field count.
    template <class OnRow>
    void rows(const OnRow& on_row) {
        while (true) {
            // Frames are stepped over here, without a call each.
            while (const std::size_t size = complete_frame()) {
                const char* const frame = buffer_.get() + next_;
                next_ += size;
                if (frame[0] == 'D') [[likely]]
                    on_row(frame + frame_header + sizeof(std::int16_t));
                else if (frame[0] == 'Z')
                    return;
                else if (frame[0] == 'E')
                    fail({'E', frame + frame_header, size - frame_header});
            }
            fill();
        }
    }

    /// Reads up to ReadyForQuery and leaves everything in blocks of memory, which are added to `kept`.
    void keep(std::vector<block>& kept);

    [[nodiscard]] int socket() const noexcept { return socket_; }
    /// The ParameterStatus messages of the login, whole.
    [[nodiscard]] const std::string& parameters() const noexcept { return parameters_; }

private:
    [[nodiscard]] std::size_t complete_frame() const noexcept {
        return frame_size(buffer_.get() + next_, end_ - next_);
    }
    [[noreturn]] static void fail(const message& error);
    /// Waits for more bytes, behind those of a frame that is not complete.
    void fill();
    /// Receives what is there; false when that is nothing.
    [[nodiscard]] bool receive_available();
    void make_room();
    void log_in(const std::string& user, const std::string& database);

    int socket_ = -1;
    std::string parameters_;
    std::unique_ptr<char[]> buffer_;
    std::size_t capacity_;
    std::size_t next_ = 0;
    std::size_t end_ = 0;
    bool must_wait_ = false;
    std::vector<block>* kept_ = nullptr;
};

/// The value of a keyword in `keyword=value` pairs; nothing when it is not there.
[[nodiscard]] std::string keyword(const std::string& conninfo, std::string_view name);

/// A field where it lies; `data` is null for NULL.
struct field {
    const char* data;
    std::size_t size;

    [[nodiscard]] std::string_view text() const noexcept { return {data, size}; }
};

/// Takes the next field of a row.
[[nodiscard]] inline field take_field(const char*& next) noexcept {
    const auto length = load<std::int32_t>(next);
    next += sizeof length;
    if (length < 0) return {nullptr, 0};
    const field taken{next, static_cast<std::size_t>(length)};
    next += length;
    return taken;
}

} // namespace bench::wire
