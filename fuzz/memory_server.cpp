#include "fuzz/memory_server.hpp"

#include <tusk/error.hpp>
#include <tusk/protocol/frontend.hpp>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace fuzz {

using namespace tusk::protocol;

namespace {

constexpr std::string_view end_point_hash = "0123456789abcdef0123456789abcdef";
constexpr std::size_t effects_beside_reads = 10'000;

tusk::test::scram_server new_scram_server(bool with_channel_binding) {
    static const tusk::test::scram_verifier verifier = tusk::test::make_scram_verifier(password, "0123456789abcdef", 1);
    return {verifier, "server", with_channel_binding ? std::string(end_point_hash) : std::string()};
}

std::vector<std::string> split(std::string_view stream) {
    std::vector<std::string> parts;
    for (std::size_t end; (end = stream.find(next_connection)) != std::string_view::npos;
         stream.remove_prefix(end + next_connection.size()))
        parts.emplace_back(stream.substr(0, end));
    parts.emplace_back(stream);
    std::reverse(parts.begin(), parts.end());
    return parts;
}

} // namespace

memory_server::memory_server(std::string_view stream, chunk_sizes chunks, bool receives_while_writing)
    : connections_(split(stream)),
      chunks_(chunks),
      receives_while_writing_(receives_while_writing),
      most_effects_(stream.size() + effects_beside_reads) {}

std::exception_ptr memory_server::failure_of(effect wanted, exchange_state& state) {
    try {
        perform(wanted, state);
        return {};
    } catch (const tusk::error&) {
        return std::current_exception();
    }
}

void memory_server::perform(effect wanted, exchange_state& state) {
    switch (wanted) {
    case effect::resolve: state.resolved = {{endpoint::family::tcp, std::string(state.host), "192.0.2.1", 5432}}; break;
    case effect::connect: connect(); break;
    case effect::start_tls: start_tls(state); break;
    case effect::read: read(*state.ch); break;
    case effect::write: write(*state.ch); break;
    case effect::close:
        write(*state.ch);
        open_ = false;
        break;
    case effect::wait_close: open_ = false; break;
    case effect::done: break;
    }
}

void memory_server::connect() {
    open_ = encryption_requested_ = false;
    scram_.reset();
    if (connections_.empty()) throw tusk::operational_error("could not connect: no script is left");
    left_ = std::move(connections_.back());
    connections_.pop_back();
    open_ = true;
}

void memory_server::start_tls(exchange_state& state) {
    require(open_ && state.ch->input().size() == 0);
    const byte_view hash = as_bytes(end_point_hash);
    state.tls = {"TLSv1.3", "TLS_AES_256_GCM_SHA384", {hash.begin(), hash.end()}};
}

void memory_server::lose(channel& ch) {
    open_ = false;
    ch.mark_broken();
    ch.abandon_output();
    throw tusk::operational_error("the server closed the connection", tusk::delivery::sent);
}

void memory_server::give(channel& ch, std::size_t most) {
    const auto room = ch.input().prepare();
    require(!room.empty());
    const std::size_t sent = std::min(left_.find(clients_turn), left_.size());
    const std::size_t count = std::min({most, sent, room.size()});
    std::memcpy(room.data(), left_.data(), count);
    left_.erase(0, count);
    ch.input().commit(count);
    given_ += count;
}

void memory_server::read(channel& ch) {
    while (is_clients_turn()) left_.erase(0, clients_turn.size());
    if (!open_ || left_.empty()) lose(ch);
    give(ch, std::exchange(encryption_requested_, false) ? 1 : chunks_.next());
}

void memory_server::arrive(channel& ch) {
    while (open_ && !left_.empty() && !is_clients_turn()) give(ch, left_.size());
}

void memory_server::write(channel& ch) {
    if (!open_) return ch.abandon_output();
    look_at(ch.unsent());
    ch.sent(ch.unsent().size());
    if (receives_while_writing_ && !left_.empty() && !is_clients_turn() && !encryption_requested_)
        give(ch, chunks_.next());
}

/// SSLRequest and the messages of SASL are written alone.
void memory_server::look_at(byte_view sent) {
    if (sent.size() == 8 && load_big_endian<std::uint32_t>(sent.data()) == 8) encryption_requested_ = true;
    if (sent.size() > frame_header_size && sent[0] == std::byte{'p'}) answer_by_scram(sent.subspan(frame_header_size));
}

void memory_server::answer_by_scram(byte_view body) {
    try {
        if (scram_)
            return put(server_final_stands_here,
                       scram_->server_final(as_text(frontend::sasl_response::decode(body).data)));
        const auto initial = frontend::sasl_initial_response::decode(body);
        scram_.emplace(new_scram_server(initial.mechanism == "SCRAM-SHA-256-PLUS"));
        put(server_first_stands_here, scram_->server_first(as_text(initial.data.value_or(byte_view()))));
    } catch (const tusk::protocol_error&) {  // a password in the clear or hashed
    } catch (const std::invalid_argument&) { // `y`, to a script that did not offer what it could
    }
}

void memory_server::put(char stands_here, const std::string& text) {
    const std::size_t at = left_.find(std::string(text.size(), stands_here));
    if (at != std::string::npos) left_.replace(at, text.size(), text);
}

} // namespace fuzz
