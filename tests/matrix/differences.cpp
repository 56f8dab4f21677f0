#include "tests/matrix/differences.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

namespace tusk::test {

namespace {

constexpr std::string_view no_list = "the list of revoked certificates is unusable";
constexpr std::string_view not_asked = "the server does not ask for a certificate";

bool is_one_of(std::string_view result, std::initializer_list<std::string_view> results) {
    return std::find(results.begin(), results.end(), result) != results.end();
}

/// libpq reads them when the server has said that it has TLS, once for each connection.
bool reads_files_first(const cell&, const contest_result& both) {
    return !both.libpq.connected && both.tusk.connections.empty() &&
           is_one_of(both.tusk.result,
                     {"there is no root certificate", "the client's certificate or key is unusable", no_list});
}

/// libpq goes on without it.
bool wants_the_list(const cell& tried, const contest_result& both) {
    return both.tusk.result == no_list && (tried.is(dim::crl, "no such file") || tried.is(dim::crl, "garbage"));
}

/// libpq sends it a second time, also as it is, and whoever listens has it.
bool keeps_the_password(const cell& tried, const contest_result& both) {
    const auto& connections = both.libpq.connections;
    return both.tusk.result.starts_with("FATAL 28P01") && both.tusk.connections.size() == 1 &&
           (tried.is(dim::sslmode, "default") || tried.is(dim::sslmode, "prefer")) && connections.size() == 2 &&
           connections.front() == both.tusk.connections.front() && connections.back().starts_with("startup");
}

/// Whichever of several reasons comes first, nobody is let in.
bool tells_another_reason(const cell&, const contest_result& both) {
    if (both.libpq.result == not_asked && !both.tusk.connected) // what the server says then comes after the login
        return both.libpq.connections == both.tusk.connections;
    const std::initializer_list<std::string_view> reasons{
        "the way to log in is refused", "channel binding is not to be had", not_asked, "there is no password"};
    return both.libpq.connections == both.tusk.connections && is_one_of(both.libpq.result, reasons) &&
           is_one_of(both.tusk.result, reasons);
}

/// libpq logs in first, and may hear from the server that it is not let in.
bool minds_the_certificate_first(const cell& tried, const contest_result& both) {
    return tried.is(dim::sslcertmode, "require") && both.tusk.result == not_asked && !both.libpq.connected &&
           both.libpq.connections == both.tusk.connections;
}

/// Whichever of several reasons comes first, nobody is let in.
bool minds_the_name_first(const cell& tried, const contest_result& both) {
    return tried.is(dim::host, "only hostaddr") && !both.libpq.connected &&
           both.tusk.result == "there is no host name to verify";
}

std::vector<std::string> without_versions(std::vector<std::string> connections) {
    constexpr std::string_view version = " of 3.2";
    for (std::string& each : connections)
        if (each.ends_with(version)) each.resize(each.size() - version.size());
    return connections;
}

/// libpq remembers, from one attempt at a server to the next, to which version that server negotiated it down.
bool asks_for_the_protocol_again(const cell&, const contest_result& both) {
    return both.libpq.result == both.tusk.result && both.tusk.connections.size() > 1 &&
           without_versions(both.libpq.connections) == without_versions(both.tusk.connections);
}

/// libpq did so before version 17: on the connection where it was told that there is no TLS.
bool does_not_ask_twice_in_the_clear(const cell& tried, const contest_result& both) {
    return tried.is(dim::sslmode, "allow") && !both.libpq.connected && both.tusk.result == "the server has no TLS" &&
           both.libpq.connections.size() == 2 && both.libpq.connections.back() == "SSLRequest N startup" &&
           both.tusk.connections.back() == "SSLRequest N";
}

bool logs_in_in_the_clear(const connect_outcome& one) {
    return std::any_of(one.connections.begin(), one.connections.end(), [](const std::string& each) {
        return each.starts_with("startup") || each.find(" N startup") != std::string::npos;
    });
}

/// libpq logs in there and refuses the connection then; or, after one by TLS that was asked for the certificate,
/// forgets that this one was not.
bool stays_out_of_the_clear(const cell& tried, const contest_result& both) {
    return tried.is(dim::sslcertmode, "require") && logs_in_in_the_clear(both.libpq) &&
           !logs_in_in_the_clear(both.tusk);
}

constexpr deliberate_difference all_differences[] = {
    {"Files are read before anybody is connected to", "what cannot come to a good end is not begun", reads_files_first},
    {"A list of revoked certificates that cannot be read is an error", "it was named so that it be minded",
     wants_the_list},
    {"A wrong password is not sent again in the clear", "under TLS nobody else has seen it", keeps_the_password},
    {"Of two reasons to refuse another one is told", "they are checked in another order", tells_another_reason},
    {"sslcertmode=require is minded before the login", "what will be refused needs no password",
     minds_the_certificate_first},
    {"verify-full without a host name ends before the handshake", "nothing in it could make up for the name",
     minds_the_name_first},
    {"Every connection asks for the newest protocol wanted", "an attempt is not to depend on the one before",
     asks_for_the_protocol_again},
    {"sslcertmode=require does not log in in the clear", "nobody asks for a certificate there", stays_out_of_the_clear},
    {"allow does not ask twice in the clear", "libpq has left that, too", does_not_ask_twice_in_the_clear},
};

} // namespace

std::span<const deliberate_difference> deliberate_differences() { return all_differences; }

const deliberate_difference* explanation_of(const cell& tried, const contest_result& both) {
    const auto all = deliberate_differences();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const deliberate_difference& each) { return each.explains(tried, both); });
    return found == all.end() ? nullptr : &*found;
}

} // namespace tusk::test
