/// \file
/// What tests/support/matrix_servers says of its servers, and the environment that both contestants connect in.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tusk::test {

/// A variable that a test cannot do without. \throws std::runtime_error saying how to set it
[[nodiscard]] std::string from_environment(const std::string& name);

/// The three servers of one version, in the order of matrix_servers: without TLS, with it, with it and asking for
/// certificates.
struct matrix_servers {
    std::string version;
    std::array<std::uint16_t, 3> ports{};
    std::string folder; ///< where the certificates are
};

/// Those of the version that CTest chose (TUSK_TEST_SERVER).
[[nodiscard]] const matrix_servers& the_servers();

/// Takes all PG… variables out of this process's environment, so that a connection string alone decides.
void forget_environment();
/// Makes `folder` the home folder.
void move_home(const std::string& folder);

} // namespace tusk::test
