#include "transport/open.hpp"

#include <tusk/error.hpp>
#include <tusk/protocol/frontend.hpp>

namespace tusk::transport {

using namespace protocol;

namespace {

/// One byte, 'S' or 'N', answers SSLRequest ("SSL Session Encryption"). Whatever else comes is shown to nobody: it was
/// sent in the clear, before the server proved anything (CVE-2024-10977); and a byte behind the answer would be
/// mistaken for one that came through the encryption (CVE-2021-23222).
exchange<bool> request_tls(channel& ch) {
    byte_writer out = ch.writer();
    frontend::ssl_request{}.encode(out);
    co_await flush(ch);
    while (ch.input().size() == 0) co_await fill();
    const char answer = static_cast<char>(*ch.input().begin());
    if (ch.trace != nullptr) ch.trace->encryption_answer(answer);
    if (answer != 'S' && answer != 'N')
        throw protocol_error(
            "the server did not answer the request for encryption as PostgreSQL does: check host and port");
    if (ch.input().size() != 1)
        throw protocol_error(
            "the server sent unencrypted bytes behind its answer to the request for encryption: someone "
            "may be tampering with the connection");
    ch.input().consume(1);
    co_return answer == 'S';
}

} // namespace

std::vector<encryption> attempts_of(ssl_mode mode, ssl_negotiation negotiation, endpoint::family kind) {
    if (kind == endpoint::family::unix_socket) return {encryption::none};
    if (negotiation == ssl_negotiation::direct) return {encryption::direct};
    switch (mode) {
    case ssl_mode::disable: return {encryption::none};
    case ssl_mode::allow: return {encryption::none, encryption::demanded};
    case ssl_mode::prefer: return {encryption::if_offered, encryption::none};
    default: return {encryption::demanded};
    }
}

exchange<void> open(channel& ch, const endpoint& place, encryption wanted, opened& result) {
    ch.reset();
    result = opened();
    co_await connect_to(place);
    if (wanted == encryption::none) co_return;
    const bool direct = wanted == encryption::direct;
    if (!direct) result.tls_offered = co_await request_tls(ch);
    if (direct || result.tls_offered) {
        result.tls = co_await start_tls();
        result.encrypted = true;
    } else if (wanted == encryption::demanded) {
        throw operational_error(
            "the server at " + place.describe() +
            " does not offer TLS, which sslmode demands: switch it on there (ssl = on), or lower sslmode");
    }
}

} // namespace tusk::transport
