/// \file
/// The answer to AuthenticationMD5Password.
#pragma once

#include "auth/secret.hpp"

#include <tusk/protocol/bytes.hpp>

#include <string_view>

namespace tusk::auth {

/// What PasswordMessage holds for a server that asks for an MD5 password: "md5" and
/// hex(md5(hex(md5(password + user)) + salt)) (PostgreSQL documentation, "Message Flow", AuthenticationMD5Password).
/// The password is used byte for byte; it is never prepared.
/// \param salt the four bytes of AuthenticationMD5Password
/// \throws not_supported_error when OpenSSL offers no MD5, as in FIPS mode.
[[nodiscard]] secret md5_password(std::string_view user, const secret& password, protocol::byte_view salt);

} // namespace tusk::auth
