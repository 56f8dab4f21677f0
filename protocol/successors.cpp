#include "protocol/message_reader.hpp"
#include "protocol/type_set.hpp"

#include <tusk/error.hpp>
#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/successors.hpp>

#include <array>
#include <cstddef>

namespace tusk::protocol {

namespace {

struct rule {
    expectation waiting_for;
    std::string_view situation;
    std::string_view legal; // type bytes, apart from the asynchronous messages
    bool authenticated = true;
};

constexpr rule rules[] = {
    {expectation::startup, "waiting for the answer to StartupMessage", "RvE", false},
    {expectation::authentication, "waiting for the next step of authentication", "RE", false},
    {expectation::session_start, "waiting for the session to start", "KZE"},
    {expectation::idle, "the session was idle", "E"},
    {expectation::simple_query, "waiting for the answer to Query", "TCIGHWE"},
    {expectation::simple_rows, "waiting for the rows of a Query", "DCE"},
    {expectation::simple_next, "waiting for the answer to a Query's next statement", "TCIGHWZE"},
    {expectation::parse, "waiting for the answer to Parse", "1E"},
    {expectation::bind, "waiting for the answer to Bind", "2E"},
    {expectation::describe_statement, "waiting for the parameters of a described statement", "tE"},
    {expectation::describe_portal, "waiting for the described columns", "TnE"},
    {expectation::execute, "waiting for the answer to Execute", "CIGHWE"},
    {expectation::rows, "waiting for the rows of an Execute", "DCIsGHWE"},
    {expectation::close, "waiting for the answer to Close", "3E"},
    {expectation::function_call, "waiting for the answer to FunctionCall", "VE"},
    {expectation::copy_in, "sending COPY data", "E"},
    {expectation::copy_out, "receiving COPY data", "dcE"},
    {expectation::copy_both, "sending and receiving COPY data", "dcE"},
    {expectation::copy_done, "waiting for the completion of COPY", "CE"},
    {expectation::ready, "waiting for the end of the query cycle", "ZE"},
    {expectation::draining, "skipping to the end of the query cycle", "123CDGHITVWcdnstZE"},
};

constexpr bool in_order() {
    int position = 0;
    for (const rule& each : rules)
        if (static_cast<int>(each.waiting_for) != position++) return false;
    return position == expectation_count;
}
static_assert(in_order(), "a rule is found by the number of its expectation");

const rule& rule_for(expectation waiting_for) noexcept { return rules[static_cast<std::size_t>(waiting_for)]; }

/// What is legal where, the asynchronous messages included.
constexpr auto legal_types = [] {
    std::array<type_set, expectation_count> sets;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        sets[i].add(rules[i].legal);
        for (int byte = 0; byte < 256; ++byte)
            if (const char type = static_cast<char>(byte); rules[i].authenticated && is_asynchronous(type))
                sets[i].add({&type, 1});
    }
    return sets;
}();

std::string describe_message(char type) {
    const std::string_view name = backend_message_name(type);
    return (name.empty() ? "a message of no known type" : std::string(name)) + " (" + describe_type(type) + ")";
}

std::string list_names(std::string_view types) {
    std::string names;
    for (std::size_t i = 0; i < types.size(); ++i) {
        if (i > 0) names += i + 1 == types.size() ? " or " : ", ";
        names += backend_message_name(types[i]);
    }
    return names;
}

} // namespace

bool is_legal(expectation waiting_for, char type) noexcept {
    return legal_types[static_cast<std::size_t>(waiting_for)].contains(type);
}

void throw_unexpected(expectation waiting_for, char type) {
    const rule& now = rule_for(waiting_for);
    throw protocol_error("protocol error: " + describe_message(type) + " while " + std::string(now.situation) +
                         " (expected " + list_names(now.legal) + ")");
}

} // namespace tusk::protocol
