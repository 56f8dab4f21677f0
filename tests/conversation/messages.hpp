/// \file
/// What the two sides say, as bytes, in few words:
///
///     script().expect(from_client::query("select 1"))
///             .give(from_server::columns({"one"}) + from_server::row({"1"}) + from_server::complete("SELECT 1"))
#pragma once

#include <tusk/oid.hpp>
#include <tusk/protocol/bytes.hpp>
#include <tusk/protocol/version.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tusk::test {

/// What a message's encoder appends.
template <class Message>
std::string encoded(const Message& message) {
    protocol::byte_buffer buffer;
    protocol::byte_writer out(buffer);
    message.encode(out);
    return std::string(protocol::as_text(buffer.view()));
}

/// A message with any body, also one that no encoder would write.
std::string message(char type, std::string_view body = {});
/// The type and the length alone; `length` counts itself.
std::string header(char type, std::uint32_t length);
/// The number in network order.
std::string int16(std::int16_t value);
std::string int32(std::int32_t value);

namespace from_server {

using texts = std::vector<std::string_view>;
using nullable_texts = std::vector<std::optional<std::string_view>>;

/// \name Login
/// \{
std::string authentication_ok();
std::string cleartext_password();
std::string md5_password(std::string_view salt);
std::string sasl(const texts& mechanisms);
std::string sasl_continue(std::string_view data);
std::string sasl_final(std::string_view data);
/// A request with any code.
std::string authentication(std::int32_t code, std::string_view data = {});
std::string key_data(std::int32_t process_id, std::string_view key);
std::string negotiate_version(protocol::protocol_version newest, const texts& unrecognized = {});
/// AuthenticationOk, two parameters, a key and ReadyForQuery.
std::string session_start();
/// \}

/// \name At any time
/// \{
std::string parameter_status(std::string_view name, std::string_view value);
std::string notice(std::string_view text);
std::string notified(std::string_view channel, std::string_view payload = {});
/// \}

/// \name Answers
/// \{
std::string ready(char status = 'I');
std::string parsed();
std::string bound();
std::string closed();
std::string no_data();
std::string empty_query();
std::string suspended();
std::string parameters(const std::vector<oid>& types);
std::string columns(const texts& names);
std::string row(const nullable_texts& values);
std::string complete(std::string_view tag);
std::string copy_in();
std::string copy_out();
std::string copy_both();
std::string copy_data(std::string_view bytes);
std::string copy_done();
std::string failed(std::string_view sqlstate, std::string_view text);
std::string fatal(std::string_view sqlstate, std::string_view text);
/// \}

/// One well-formed example of every message that a server can send.
const std::vector<std::string>& every_message();

} // namespace from_server

namespace from_client {

using settings = std::vector<std::pair<std::string_view, std::string_view>>;

std::string startup(const settings& parameters, protocol::protocol_version version = protocol::version_3_0);
std::string ssl_request();
std::string cancel_request(std::int32_t process_id, std::string_view key);
std::string password(std::string_view text);
std::string parse(std::string_view name, std::string_view sql, const std::vector<oid>& types = {});
std::string describe_statement(std::string_view name);
std::string describe_portal();
std::string bind(std::string_view statement = {});
std::string execute();
std::string close_statement(std::string_view name);
std::string sync();
std::string query(std::string_view sql);
std::string copy_fail();
std::string terminate();
/// A statement that is neither prepared nor returns rows.
std::string command(std::string_view sql);

} // namespace from_client

} // namespace tusk::test
