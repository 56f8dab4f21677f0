/// \file
/// Small exchanges to try drivers with. What they are given must outlive them.
#pragma once

#include "protocol/exchange.hpp"

#include <cstddef>
#include <string>

namespace tusk::test {

/// Sends `request` and answers the first `size` bytes of what comes.
protocol::exchange<std::string> ask(protocol::channel& ch, const std::string& request, const std::size_t& size);

protocol::exchange<void> connect(const protocol::endpoint& place);

/// Connects, starts TLS straight away, sends `request`, and answers the first `size` bytes of what comes.
protocol::exchange<std::string> ask_over_tls(protocol::channel& ch, const protocol::endpoint& place,
                                             const std::string& request, const std::size_t& size);

/// Connects and starts TLS.
protocol::exchange<protocol::tls_session> shake_hands(const protocol::endpoint& place);

/// The first address that the system knows for a host, as the driver resolves it.
protocol::exchange<std::string> first_address(const std::string& host);

/// Waits until the other side closes.
protocol::exchange<void> await_close();

/// Queues `farewell` and closes.
protocol::exchange<void> leave(protocol::channel& ch, const std::string& farewell);

} // namespace tusk::test
