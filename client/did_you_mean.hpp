/// \file
/// Finds the word that somebody may have meant.
#pragma once

#include <span>
#include <string_view>

namespace tusk::client {

/// The word of `known` that is nearest to `written`, if it takes no more than a few typing errors to get from one to
/// the other; empty otherwise. A letter too many, one too few, a wrong one, and two that changed places count one each.
[[nodiscard]] std::string_view did_you_mean(std::string_view written, std::span<const std::string_view> known);

} // namespace tusk::client
