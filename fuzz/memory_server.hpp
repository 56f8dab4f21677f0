// A server in memory: the driver of a fuzzer. What an exchange reads are the input's bytes, in chunks; of what it
// writes only that is looked at which an answer cannot be written without beforehand.
#pragma once

#include "fuzz/input.hpp"
#include "protocol/exchange.hpp"
#include "tests/support/scram_server.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fuzz {

/// Between the bytes of one connection and those of the next.
inline constexpr std::string_view next_connection = "<next connection>";

/// Between what the server sends by now, and what it sends once the client has sent more: no chunk goes across.
inline constexpr std::string_view clients_turn = "<client's turn>";

/// The password of the SCRAM login that a script may leave to this server, and how it leaves it: so many of these
/// characters stand for the server's two texts, which depend on the client's nonce.
inline constexpr std::string_view password = "pencil";
inline constexpr char server_first_stands_here = '?';
inline constexpr char server_final_stands_here = '!';

class memory_server {
public:
    /// \param receives_while_writing gives a chunk with every write as well, as a driver does whose socket is full
    memory_server(std::string_view stream, chunk_sizes chunks, bool receives_while_writing);

    /// Runs an exchange to its end. Every effect that it asks for is performed or fails, and there cannot be more of
    /// them than the stream has bytes, roughly: an exchange that goes on without end breaks a rule.
    template <class T>
    T run(tusk::protocol::channel& ch, tusk::protocol::exchange<T> conversation) {
        tusk::protocol::exchange_state state(ch);
        auto wanted = conversation.start(state);
        while (wanted != tusk::protocol::effect::done) {
            require(++effects_ < most_effects_);
            wanted = conversation.resume(state, failure_of(wanted, state));
        }
        return conversation.result();
    }

    /// What the server has sent up to the client's turn arrives, as it would while the client does something else.
    void arrive(tusk::protocol::channel& ch);

    /// How many bytes were received.
    [[nodiscard]] std::size_t given() const noexcept { return given_; }

private:
    [[nodiscard]] std::exception_ptr failure_of(tusk::protocol::effect wanted, tusk::protocol::exchange_state& state);
    void perform(tusk::protocol::effect wanted, tusk::protocol::exchange_state& state);
    void connect();
    void start_tls(tusk::protocol::exchange_state& state);
    void read(tusk::protocol::channel& ch);
    void write(tusk::protocol::channel& ch);
    void give(tusk::protocol::channel& ch, std::size_t most);
    [[nodiscard]] bool is_clients_turn() const noexcept { return left_.starts_with(clients_turn); }
    void look_at(tusk::protocol::byte_view sent);
    void answer_by_scram(tusk::protocol::byte_view body);
    void put(char stands_here, const std::string& text);
    [[noreturn]] void lose(tusk::protocol::channel& ch);

    std::vector<std::string> connections_; // those to come, the next one last
    std::string left_;                     // of the present one
    chunk_sizes chunks_;
    bool receives_while_writing_;
    bool open_ = false;
    bool encryption_requested_ = false; // the answer is one byte, and nothing comes behind it before the handshake
    std::optional<tusk::test::scram_server> scram_;
    std::size_t given_ = 0;
    std::size_t effects_ = 0;
    std::size_t most_effects_;
};

} // namespace fuzz
