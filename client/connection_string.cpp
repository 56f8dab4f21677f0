#include "client/connection_string.hpp"

#include "client/conninfo.hpp"
#include "client/did_you_mean.hpp"
#include "client/keyword_values.hpp"
#include "client/keywords.hpp"
#include "client/uri.hpp"

#include <tusk/error.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace tusk::client {

namespace {

[[noreturn]] void throw_unknown(const setting& unknown, bool behind_secret) {
    const std::string_view meant = keyword_meant(unknown.keyword);
    // Behind a password, or before an "@", the word may itself be a piece of a password, which was to be quoted or
    // encoded.
    const bool show = !meant.empty() || (!behind_secret && unknown.value.view().find('@') == std::string_view::npos);
    std::string message = "connection string: unknown keyword ";
    if (show) message += shown(unknown.keyword) + " ";
    message += "at position " + std::to_string(unknown.position);
    if (!meant.empty()) message += ": did you mean \"" + std::string(meant) + "\"?";
    if (!show) message += ": quote a password that contains spaces, and in a URI encode its \"/\", \"@\" and \"&\"";
    throw programming_error(message);
}

[[noreturn]] void throw_not_allowed(const setting& refused, const std::vector<std::string>& allowed) {
    std::string list;
    for (const std::string& each : allowed) list.append(list.empty() ? "" : ", ").append(each);
    throw programming_error("connection string: the keyword " + refused.keyword + " at position " +
                            std::to_string(refused.position) + " is not allowed here: this program takes " +
                            (list.empty() ? "none from a string" : "only " + list));
}

/// The spelling from before there was sslmode: whatever does not begin with 1 is no.
void translate_requiressl(setting& each) {
    if (each.keyword != "requiressl") return;
    const bool required = each.value.view().starts_with('1');
    each.keyword = "sslmode";
    each.value = required ? "require" : "prefer";
}

} // namespace

bool looks_like_connection_string(std::string_view text) noexcept {
    return is_uri(text) || text.find('=') != std::string_view::npos;
}

settings parse_connection_string(std::string_view text, const connect_sources& sources) {
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        throw programming_error("connection string: a NUL byte at position " + std::to_string(nul + 1) + ": remove it");
    settings found = is_uri(text) ? parse_uri(text) : parse_conninfo(text);
    const keyword* previous = nullptr;
    for (setting& each : found) {
        translate_requiressl(each);
        const keyword* known = find_keyword(each.keyword);
        if (known == nullptr) throw_unknown(each, previous != nullptr && previous->secret);
        previous = known;
        const auto& allowed = sources.keywords;
        if (allowed && std::find(allowed->begin(), allowed->end(), each.keyword) == allowed->end())
            throw_not_allowed(each, *allowed);
    }
    return found;
}

} // namespace tusk::client
