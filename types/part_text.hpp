// The parts of records and ranges in text: in quotes where they need some, with quotes and backslashes in them doubled.
#pragma once

#include <tusk/protocol/bytes.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace tusk::detail {

/// Writes a part. `syntax` has the characters that mean something around it, beside quotes and backslashes.
void write_part(protocol::byte_writer& out, std::string_view text, std::string_view syntax);

/// Takes a part, which may be none, from the front of `rest`. False: nobody writes it so.
[[nodiscard]] bool take_part(std::string_view& rest, std::string_view syntax, std::optional<std::string>& part);

} // namespace tusk::detail
