#include "client/special_values.hpp"

#include "client/keyword_values.hpp"
#include "client/require_auth.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <array>

namespace tusk::client {

namespace {

/// Whether `text` is the beginning of `word`, and long enough not to be that of another one.
bool abbreviates(std::string_view text, std::string_view word, std::size_t at_least) {
    return text.size() >= at_least && text.size() <= word.size() && same_letters(text, word.substr(0, text.size()));
}

} // namespace

void read_replication(std::string_view keyword, std::string_view text, replication_mode& value) {
    if (text == "database") {
        value = replication_mode::database;
    } else if (text == "1" || abbreviates(text, "true", 1) || abbreviates(text, "yes", 1) || same_letters(text, "on")) {
        value = replication_mode::physical;
    } else if (text.empty() || text == "0" || abbreviates(text, "false", 1) || abbreviates(text, "no", 1) ||
               abbreviates(text, "off", 2)) {
        value = replication_mode::off;
    } else {
        throw_bad_value(keyword, text, "true, false or database");
    }
}

void read_gss_encryption(std::string_view keyword, std::string_view text, gss_encryption_mode& value) {
    if (text == "require")
        throw not_supported_error("connection parameter " + std::string(keyword) +
                                  ": \"require\" is not supported, since tusk does not encrypt by GSSAPI: leave it out "
                                  "and use sslmode=verify-full, or sslmode=require");
    read_value(keyword, text, value);
}

void read_sni(std::string_view keyword, std::string_view text, bool& value) {
    if (!text.empty() && text != "0" && text != "1") throw_bad_value(keyword, text, "1 or 0");
    value = text == "1";
}

void read_tls_version(std::string_view keyword, std::string_view text, std::optional<tls_version>& value) {
    if (text.empty()) return value.reset();
    read_value(keyword, text, value);
}

void read_method_list(std::string_view, std::string_view text, std::string& value) {
    static_cast<void>(read_require_auth(text));
    value = text;
}

void read_scram_key(std::string_view keyword, std::string_view text, secret_text& value) {
    // Of 32 bytes the last two make three characters, the third of which has two bits to spare, and one "=" (RFC 4648,
    // section 4).
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    constexpr std::size_t length = 44;
    const bool well_formed = text.size() == length && text.find_first_not_of(alphabet) == length - 1 &&
                             text.back() == '=' && alphabet.find(text[length - 2]) % 4 == 0;
    // A key is as good as a password: neither it nor a piece of it is shown.
    if (!well_formed)
        throw programming_error("connection parameter " + std::string(keyword) + ": a value of " +
                                std::to_string(text.size()) +
                                " characters is not the base64 of a key of 32 bytes: give its 44 characters");
    value = text;
}

void check_client_encoding(std::string_view keyword, std::string_view text) {
    // The server ignores case and punctuation in the names of encodings; "auto" would be the locale's.
    constexpr std::array<std::string_view, 4> allowed{"UTF8", "UTF-8", "Unicode", "auto"};
    const auto same = [&](std::string_view word) { return same_letters(word, text); };
    if (text.empty() || std::any_of(allowed.begin(), allowed.end(), same)) return;
    throw_bad_value(keyword, text, "UTF8: tusk talks to the server in no other encoding");
}

} // namespace tusk::client
