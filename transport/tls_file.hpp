/// \file
/// The files that TLS is set up from.
#pragma once

#include <tusk/detail/wiping_allocator.hpp>

#include <optional>
#include <string>
#include <sys/types.h>

namespace tusk::transport {

/// A file's bytes. They may be a private key, so they are wiped.
using file_contents = detail::wiped_vector<char>;

/// The whole of a file of at most 16 MiB; none when it does not exist.
/// \param what what the file is, for messages: "root certificate file"
/// \throws operational_error when it exists, or may exist, but cannot be read.
[[nodiscard]] std::optional<file_contents> read_file(const std::string& path, const char* what);

/// The same for a private key, which must be a regular file that `protects_key`.
[[nodiscard]] std::optional<file_contents> read_key_file(const std::string& path);

/// Whether a file with this mode and owner keeps a private key from others: nobody but the owner has any right, or root
/// owns it and lends it to a group for reading, as for keys of the whole system.
[[nodiscard]] bool protects_key(mode_t mode, uid_t owner) noexcept;

} // namespace tusk::transport
