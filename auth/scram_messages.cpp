#include "auth/scram_messages.hpp"

#include "auth/base64.hpp"
#include "auth/unacceptable.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <charconv>
#include <string>

namespace tusk::auth {

namespace {

[[noreturn]] void throw_malformed(const char* message, const std::string& trouble) {
    throw protocol_error("the server's " + std::string(message) + " SCRAM message is malformed: " + trouble +
                         "; the login was given up, since this is no working PostgreSQL server");
}

constexpr const char* first_message = "first";
constexpr const char* final_message = "final";

// Takes the attribute `name=value` and the comma behind it off `rest`, and returns the value.
std::string_view take_attribute(std::string_view& rest, char name, const char* meaning) {
    if (rest.size() < 2 || rest[0] != name || rest[1] != '=')
        throw_malformed(first_message,
                        std::string("where ") + name + "= (" + meaning + ") belongs, something else stands");
    const std::size_t end = std::min(rest.find(','), rest.size());
    const std::string_view value = rest.substr(2, end - 2);
    // A comma at the very end is left for the next attribute, or for the check that nothing follows, to stumble upon.
    const bool more_follows = end + 1 < rest.size();
    rest.remove_prefix(more_follows ? end + 1 : end);
    return value;
}

void check_nonce(std::string_view nonce, std::string_view client_nonce) {
    if (!is_scram_nonce(nonce))
        throw_malformed(first_message, "its nonce is empty or has characters that no nonce may have");
    if (!nonce.starts_with(client_nonce))
        throw protocol_error("the server's SCRAM nonce does not begin with ours: the message was not made for this "
                             "login, and somebody may be replaying an older one");
    if (nonce.size() == client_nonce.size())
        throw protocol_error("the server's SCRAM nonce adds nothing to ours: a server must contribute a part of its "
                             "own, so that no login can be replayed");
}

std::vector<std::byte> parse_salt(std::string_view text) {
    auto salt = base64_decode(text);
    if (!salt) throw_malformed(first_message, "its salt is not canonical base64");
    if (salt->empty()) throw_malformed(first_message, "its salt is empty");
    return std::move(*salt);
}

// posit-number = %x31-39 *DIGIT
std::uint32_t parse_iterations(std::string_view text, std::uint32_t limit) {
    const bool digits = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.empty() || !digits || text.front() == '0')
        throw_malformed(first_message, "its iteration count is not a number from 1 on");
    std::uint32_t count = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (trouble != std::errc{} || count > limit) {
        constexpr std::size_t shown = 20; // a number as long as a message may be helps nobody
        throw unacceptable("the server asks for " + std::string(text.substr(0, shown)) +
                           (text.size() > shown ? "…" : "") + " SCRAM iterations, more than the " +
                           std::to_string(limit) + " allowed: if you trust this server, raise " +
                           "scram_max_iterations; if not, it may be trying to keep this computer busy");
    }
    return count;
}

} // namespace

bool is_scram_nonce(std::string_view text) noexcept {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f && c != ','; });
}

scram_server_first parse_server_first(std::string_view message, std::string_view client_nonce,
                                      std::uint32_t max_iterations) {
    if (message.starts_with("m="))
        throw_malformed(first_message, "it demands an extension of SCRAM (m=), and none is defined");
    std::string_view rest = message;
    const std::string_view nonce = take_attribute(rest, 'r', "the nonce");
    const std::string_view salt = take_attribute(rest, 's', "the salt");
    const std::string_view iterations = take_attribute(rest, 'i', "the iteration count");
    if (!rest.empty()) throw_malformed(first_message, "something follows its iteration count");
    check_nonce(nonce, client_nonce);
    return {nonce, parse_salt(salt), parse_iterations(iterations, max_iterations)};
}

std::vector<std::byte> parse_server_final(std::string_view message) {
    if (message.starts_with("e=") && message.size() > 2) {
        constexpr std::size_t shown = 200;
        throw unacceptable("the server refused the SCRAM login: " + std::string(message.substr(2, shown)) +
                           "; check the user's name and the password");
    }
    if (!message.starts_with("v=")) throw_malformed(final_message, "it has neither a signature (v=) nor an error (e=)");
    auto signature = base64_decode(message.substr(2));
    if (!signature) throw_malformed(final_message, "its signature is not canonical base64, or something follows it");
    return std::move(*signature);
}

} // namespace tusk::auth
