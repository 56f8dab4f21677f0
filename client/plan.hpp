/// \file
/// From a user's parameters to what the layers below work with.
#pragma once

#include "transport/establish.hpp"
#include "transport/performer.hpp"

#include <tusk/connect_options.hpp>
#include <tusk/params.hpp>

#include <memory>

namespace tusk::client {

/// Which hosts to try, with which encryption and which login.
/// \throws programming_error for parameters that contradict each other
[[nodiscard]] transport::connect_plan make_plan(const params& parameters, const connect_options& options = {});

/// How sockets are opened and watched.
[[nodiscard]] transport::driver_settings make_driver_settings(const params& parameters,
                                                              std::shared_ptr<const transport::tls_context> tls);

} // namespace tusk::client
