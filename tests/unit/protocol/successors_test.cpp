#include <tusk/error.hpp>
#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/successors.hpp>

#include <catch2/catch.hpp>

#include <map>
#include <string>

using namespace tusk::protocol;

namespace {

// Said a second time, from the protocol's chapter "Message Flow" rather than from the table under test.
const std::map<expectation, std::string> flow = {
    {expectation::startup, "ERv"},
    {expectation::authentication, "ER"},
    {expectation::session_start, "AEKNSZ"},
    {expectation::idle, "AENS"},
    {expectation::simple_query, "ACEGHINSTW"},
    {expectation::simple_rows, "ACDENS"},
    {expectation::simple_next, "ACEGHINSTWZ"},
    {expectation::parse, "1AENS"},
    {expectation::bind, "2AENS"},
    {expectation::describe_statement, "AENSt"},
    {expectation::describe_portal, "AENSTn"},
    {expectation::execute, "ACEGHINSW"},
    {expectation::rows, "ACDEGHINSWs"},
    {expectation::close, "3AENS"},
    {expectation::function_call, "AENSV"},
    {expectation::copy_in, "AENS"},
    {expectation::copy_out, "AENScd"},
    {expectation::copy_both, "AENScd"},
    {expectation::copy_done, "ACENS"},
    {expectation::ready, "AENSZ"},
    {expectation::draining, "123ACDEGHINSTVWZcdnst"},
};

std::string complaint(expectation waiting_for, char type) {
    try {
        throw_unexpected(waiting_for, type);
    } catch (const tusk::protocol_error& unexpected) {
        return unexpected.what();
    }
}

} // namespace

TEST_CASE("in every situation exactly the messages of the protocol's flow are legal, of all 256 types") {
    REQUIRE(flow.size() == static_cast<std::size_t>(expectation_count));
    for (const auto& [waiting_for, legal] : flow)
        for (int byte = 0; byte < 256; ++byte) {
            const char type = static_cast<char>(byte);
            INFO("situation " << static_cast<int>(waiting_for) << ", type " << byte);
            CHECK(is_legal(waiting_for, type) == (legal.find(type) != std::string::npos));
        }
}

TEST_CASE("an error may come in every situation, and every legal type is a message's") {
    for (const auto& [waiting_for, legal] : flow) {
        CHECK(is_legal(waiting_for, 'E'));
        for (const char type : legal) CHECK_FALSE(backend_message_name(type).empty());
    }
}

TEST_CASE("the three asynchronous messages are N, A and S") {
    for (int byte = 0; byte < 256; ++byte)
        CHECK(is_asynchronous(static_cast<char>(byte)) == (byte == 'N' || byte == 'A' || byte == 'S'));
}

TEST_CASE("a refusal names the message, the situation and what was expected") {
    CHECK(complaint(expectation::parse, 'D') == "protocol error: DataRow ('D') while waiting for the answer to Parse "
                                                "(expected ParseComplete or ErrorResponse)");
    CHECK(complaint(expectation::startup, 'Z') ==
          "protocol error: ReadyForQuery ('Z') while waiting for the answer to StartupMessage (expected "
          "Authentication, NegotiateProtocolVersion or ErrorResponse)");
    CHECK(complaint(expectation::idle, 'C') ==
          "protocol error: CommandComplete ('C') while the session was idle (expected ErrorResponse)");
    CHECK(complaint(expectation::ready, '\x07') ==
          "protocol error: a message of no known type (0x07) while waiting for the end of the query cycle (expected "
          "ReadyForQuery or ErrorResponse)");
    CHECK(complaint(expectation::bind, '\xff').find("(0xff)") != std::string::npos);
}
