/// \file
/// How a login fails that the server did not refuse.
#pragma once

#include <tusk/error.hpp>

#include <exception>

namespace tusk::auth {

/// The server asks for what it shall not get, or for what there is no answer to. It is the same server at its other
/// addresses, and no reason to be less careful.
class unacceptable : public operational_error {
public:
    using operational_error::operational_error;
};

/// A function of the caller's threw `cause`, which is to leave as it is.
struct caller_failure {
    std::exception_ptr cause;
};

} // namespace tusk::auth
