/// \file
/// Normalisation form KC (Unicode Standard Annex #15), for the characters of Unicode 3.2, which is what SASLprep needs.
#pragma once

#include "auth/secret.hpp"

namespace tusk::auth {

using code_points = detail::wiped_vector<char32_t>;

/// The text in normalisation form KC: taken apart by compatibility, its marks put into their canonical order, and
/// composed again. Characters that Unicode 3.2 did not have stay as they are.
[[nodiscard]] code_points normalise_nfkc(const code_points& text);

} // namespace tusk::auth
