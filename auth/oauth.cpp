#include "auth/oauth.hpp"

#include "auth/json_object.hpp"

#include <tusk/error.hpp>

#include <algorithm>

namespace tusk::auth {

namespace {

bool is_token_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-._~+/").find(c) != std::string_view::npos;
}

[[noreturn]] void throw_malformed(const std::string& trouble) {
    throw protocol_error("the server's OAUTHBEARER challenge is malformed: " + trouble +
                         "; the login was given up, since this is no working PostgreSQL server");
}

/// The member of a challenge that goes by `name`; null for those that we do not know.
std::string* member_of(oauth_challenge& challenge, std::string_view name) noexcept {
    if (name == "status") return &challenge.status;
    if (name == "openid-configuration") return &challenge.openid_configuration;
    if (name == "scope") return &challenge.scope;
    return nullptr;
}

std::string quoted(std::string_view text) {
    constexpr std::size_t shown = 200;
    if (text.size() <= shown) return "\"" + std::string(text) + "\"";
    return "\"" + std::string(text.substr(0, shown)) + "…\"";
}

} // namespace

bool is_bearer_token(std::string_view text) noexcept {
    const std::size_t padding = text.size() - std::min(text.find('='), text.size());
    const std::string_view characters = text.substr(0, text.size() - padding);
    const std::string_view end = text.substr(characters.size());
    return !characters.empty() && std::all_of(characters.begin(), characters.end(), is_token_character) &&
           std::all_of(end.begin(), end.end(), [](char c) { return c == '='; });
}

secret oauth_initial_response(const secret& token) {
    secret message("n,,\x01"
                   "auth=Bearer ");
    message.append(token.text());
    message.append("\x01\x01");
    return message;
}

oauth_challenge parse_oauth_challenge(std::string_view text) {
    const auto members = read_json_object(text);
    if (!members) throw_malformed("it is no JSON object");
    oauth_challenge challenge;
    for (const json_member& each : *members) {
        std::string* member = member_of(challenge, each.name);
        if (member == nullptr) continue;
        if (!each.text) throw_malformed("its " + each.name + " is no string");
        const auto same_name = [&](const json_member& other) { return other.name == each.name; };
        if (std::count_if(members->begin(), members->end(), same_name) > 1)
            throw_malformed("its " + each.name + " stands there twice");
        *member = *each.text;
    }
    if (challenge.status.empty()) throw_malformed("it has no status");
    return challenge;
}

std::string describe(const oauth_challenge& challenge) {
    std::string text = "The server does not take the OAuth token, with status " + quoted(challenge.status);
    if (!challenge.scope.empty()) text += "; it wants one for the scope " + quoted(challenge.scope);
    if (!challenge.openid_configuration.empty())
        text += (challenge.scope.empty() ? "; it wants one" : "") + std::string(" from the issuer described at ") +
                quoted(challenge.openid_configuration);
    return text + ".";
}

} // namespace tusk::auth
