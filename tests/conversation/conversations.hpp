/// \file
/// The library's exchanges, told in words: each answers a text that says everything it returned, so that tests compare
/// texts.
#pragma once

#include "protocol/execute.hpp"
#include "tests/support/run_every_way.hpp"
#include "tests/support/script.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::test {

/// Makes an exchange for a channel, and the server that it could connect to.
using conversation =
    std::function<protocol::exchange<std::string>(protocol::channel& ch, const protocol::endpoint& server)>;
using end = outcome<std::string>;

/// \name Exchanges
/// \{

/// "parameters: 23 25; columns: id name", or "no columns".
conversation preparing(std::string name, std::string sql, std::vector<oid> types = {}, protocol::preamble front = {});
/// Runs the prepared statement "s", buffered: "1|one, 2|NULL; SELECT 2".
conversation executing(std::optional<std::size_t> columns, protocol::preamble front = {});
/// The same row by row.
conversation streaming(std::size_t columns, protocol::preamble front = {});
/// Runs a statement that is not prepared, in one burst, buffered: "columns id: 1|one; SELECT 1".
conversation executing_unnamed(std::string sql, bool begin = false);
/// Takes one row of it, then leaves the rest.
conversation streaming_one_row(std::size_t columns);
/// Runs a script: "1|one; SELECT 1 / INSERT 0 1".
conversation querying(std::string sql, bool begin = false);
/// Runs the prepared statement "s" `sets` times; each set is a text of `size` bytes. The set number `throwing` throws
/// std::domain_error instead. Answers the rows affected: "3 affected".
struct many {
    std::size_t sets = 0;
    std::size_t size = 1;
    std::optional<std::size_t> throwing{};
    protocol::preamble front{};
};
conversation executing_many(many what);
/// The Bind and the Execute that it sends for each set.
std::string set_bytes(const many& what);
conversation terminating();

/// Both, one after the other, on the same channel; what each answered or threw, with " | " in between. An error that
/// leaves the channel broken ends it: it is thrown.
conversation both(conversation first, conversation second);
/// \}

/// \name A question to see whether a connection is in step
/// \{
conversation then_ask(conversation first);
script& expect_question(script& plan);
inline const std::string right_answer = " | token-4711; SELECT 1";
/// \}

/// What it asks of the server and what it answers, as a script.
script session(const std::string& request, const std::string& answer);

/// \name Runs
/// \{

/// Fed whole, without any disturbance.
end run_once(const script& plan, const conversation& what);
/// In all ways: the template of run_every_way.hpp, compiled once for all tests.
outcomes<std::string> every_way(const script& plan, const conversation& what);
/// Over a real TCP connection.
end run_over_tcp(const script& plan, const conversation& what, mode how);
/// Every way; then, a run that succeeded was undisturbed and answered `expected`, and any other run ended with an error
/// of ours and a broken channel.
void check_answers(const script& plan, const conversation& what, const std::string& expected);
/// The same for a conversation that ends with an error that says `expected`; disturbed, it may end with another one.
/// \param state where the channel stands when all was said
void check_fails(const script& plan, const conversation& what, const std::string& expected,
                 protocol::condition state = protocol::condition::ready);
/// Fed whole and byte by byte, it ends with a protocol_error that says `expected`, and the channel is broken.
void check_refused(const script& plan, const conversation& what, const std::string& expected = "");
/// \}

/// What the error says about the statement it interrupted; none when it is no database_error.
std::optional<delivery> delivery_of(const end& how);

} // namespace tusk::test
