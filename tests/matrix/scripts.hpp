/// \file
/// The scripts of tests/support that start servers of a test's own.
#pragma once

#include <string>
#include <vector>

namespace tusk::test {

/// Runs a script of tests/support with arguments that need no quoting. \returns the words that it prints
/// \throws std::runtime_error when it fails
std::vector<std::string> run_script(const std::string& script_and_arguments);

} // namespace tusk::test
