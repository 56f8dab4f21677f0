/// \file
/// The password file (PostgreSQL documentation, "The Password File"): lines of
///
///     host:port:dbname:user:password
///
/// of which the first one that fits counts. A `*` stands for anything, a backslash takes a `:` or `\` as it is.
#pragma once

#include <tusk/secret_text.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace tusk::client {

/// For what a password is looked for. Lines for it are found under `host` or, where that is empty, `hostaddr`; those
/// for the default folder of sockets, under `localhost`.
struct password_use {
    std::string_view host{};
    std::string_view hostaddr{};
    std::uint16_t port = 5432;
    std::string_view dbname{};
    std::string_view user{};
};

struct password_found {
    secret_text password; ///< empty: there is none
    std::string warning;  ///< why the file was not read, for the user to see; empty: it was, or is not there
};

/// Looks a password up in a file. One that cannot be opened is as good as an empty one. One that others may read is not
/// used, nor is anything but a plain file.
[[nodiscard]] password_found password_from_file(const std::string& file, const password_use& use);

/// Looks a password up in the text of such a file.
[[nodiscard]] secret_text find_password(std::string_view text, const password_use& use);

} // namespace tusk::client
