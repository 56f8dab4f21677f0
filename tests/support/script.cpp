#include "tests/support/script.hpp"

#include <tusk/protocol/big_endian.hpp>

#include <algorithm>
#include <cstdint>

namespace tusk::test {

namespace {

std::size_t match_bytes(std::string_view expected, std::string_view received) {
    const std::size_t common = std::min(expected.size(), received.size());
    if (received.substr(0, common) != expected.substr(0, common)) {
        std::size_t first = 0;
        while (received[first] == expected[first]) ++first;
        throw script_error("from byte " + std::to_string(first) + " on the client sent something else: " +
                           show(received.substr(first)) + " instead of " + show(expected.substr(first)));
    }
    return received.size() < expected.size() ? 0 : expected.size();
}

// A message whose length word begins at `header`.
std::size_t match_length(std::size_t header, std::string_view received) {
    if (received.size() < header + 4) return 0;
    const auto length =
        protocol::load_big_endian<std::uint32_t>(reinterpret_cast<const std::byte*>(received.data() + header));
    if (length < 4) throw script_error("the client sent a message with an impossible length: " + show(received));
    return received.size() < header + length ? 0 : header + length;
}

std::size_t match_tls_hello(std::string_view received) {
    constexpr std::size_t header = 5;
    if (!received.empty() && received.front() != 22) throw script_error("no TLS handshake: " + show(received));
    if (received.size() < header) return 0;
    const std::size_t size =
        protocol::load_big_endian<std::uint16_t>(reinterpret_cast<const std::byte*>(received.data() + 3));
    return received.size() < header + size ? 0 : header + size;
}

std::size_t match_message(char type, std::string_view received) {
    if (received.empty()) return 0;
    if (received.front() != type)
        throw script_error(std::string("the client sent a message of type '") + received.front() + "' instead of '" +
                           type + "': " + show(received));
    return match_length(1, received);
}

} // namespace

script& script::resolve(std::vector<protocol::endpoint> addresses) {
    step next{kind::resolve};
    next.addresses = std::move(addresses);
    return add(std::move(next));
}

script& script::expect_messages(std::string_view types) {
    for (const char type : types) expect_message(type);
    return *this;
}

script& script::start_tls(protocol::tls_session answer) {
    step next{kind::start_tls};
    next.tls = std::move(answer);
    return add(std::move(next));
}

script& script::pause(std::chrono::milliseconds time) {
    step next{kind::pause};
    next.time = time;
    return add(std::move(next));
}

bool script::begins_unconnected() const noexcept {
    if (steps_.empty()) return false;
    const kind first = steps_.front().what;
    return first == kind::accept || first == kind::refuse || first == kind::resolve;
}

bool script::only_simulated() const noexcept {
    return std::any_of(steps_.begin(), steps_.end(),
                       [](const step& each) { return each.what == kind::refuse || each.what == kind::resolve; });
}

std::size_t script::given() const noexcept {
    std::size_t total = 0;
    for (const step& each : steps_) total += each.what == kind::give ? each.bytes.size() : 0;
    return total;
}

std::string step::describe() const {
    switch (what) {
    case kind::accept: return "accept a connection";
    case kind::refuse: return "refuse a connection";
    case kind::resolve: return "resolve a name";
    case kind::expect_bytes: return "expect " + show(bytes);
    case kind::expect_startup: return "expect a message without a type";
    case kind::expect_message: return std::string("expect a message of type '") + type + "'";
    case kind::expect_tls_hello: return "expect a TLS handshake";
    case kind::give: return "give " + show(bytes);
    case kind::start_tls: return "start TLS";
    case kind::pause: return "pause";
    case kind::close: return "close";
    case kind::cut: return "cut";
    case kind::reset: return "reset";
    case kind::expect_close: return "expect the client to close";
    }
    return {};
}

std::size_t match(const step& expected, std::string_view received) {
    switch (expected.what) {
    case step::kind::expect_bytes: return match_bytes(expected.bytes, received);
    case step::kind::expect_startup: return match_length(0, received);
    case step::kind::expect_tls_hello: return match_tls_hello(received);
    case step::kind::expect_message: return match_message(expected.type, received);
    default: throw script_error("\"" + expected.describe() + "\" is no step that expects bytes");
    }
}

std::string show(std::string_view bytes) {
    constexpr std::size_t most = 200;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "\"";
    for (const char c : bytes.substr(0, most)) {
        const auto code = static_cast<unsigned char>(c);
        if (code >= 0x20 && code < 0x7f && c != '\\' && c != '"')
            text += c;
        else
            text.append("\\x").append(1, digits[code >> 4]).append(1, digits[code & 15]);
    }
    return text + (bytes.size() > most ? "\"… (" + std::to_string(bytes.size()) + " bytes)" : "\"");
}

} // namespace tusk::test
