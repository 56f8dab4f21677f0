/// \file
/// OpenSSL's errors in words.
#pragma once

#include <string>

namespace tusk::transport {

/// What the oldest error in this thread's queue says, with the file system's reason behind it where there is one; the
/// queue is empty afterwards. "no reason given" when it was empty before.
[[nodiscard]] std::string take_openssl_reason();

} // namespace tusk::transport
