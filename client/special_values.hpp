/// \file
/// Values of keywords that follow a rule of their own, where keyword_values.hpp has the rules by type. As there, a
/// value that is not allowed throws programming_error with `keyword` in it.
#pragma once

#include <tusk/params.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tusk::client {

/// What the server takes for a boolean (PostgreSQL documentation, "Boolean Type"), or `database`. libpq passes the
/// value on unread; the server then reads it so.
void read_replication(std::string_view keyword, std::string_view text, replication_mode& value);

/// \throws not_supported_error for `require`
void read_gss_encryption(std::string_view keyword, std::string_view text, gss_encryption_mode& value);

/// 1, or 0 and nothing for false. To libpq every other value is false as well, `true` and `on` too: these are refused.
void read_sni(std::string_view keyword, std::string_view text, bool& value);

/// Empty is the same as not given.
void read_tls_version(std::string_view keyword, std::string_view text, std::optional<tls_version>& value);

/// Checked by its grammar, and kept as it is.
void read_method_list(std::string_view keyword, std::string_view text, std::string& value);

/// The base64 of 32 bytes.
void read_scram_key(std::string_view keyword, std::string_view text, secret_text& value);

/// UTF8, by any of its names: tusk's types are UTF-8, and other encodings let a quote hide inside a character.
void check_client_encoding(std::string_view keyword, std::string_view text);

} // namespace tusk::client
