/// \file
/// What NOTIFY sends to those who LISTEN.
#pragma once

#include <cstdint>
#include <string>

namespace tusk {

/// One NotificationResponse.
struct notification {
    std::int32_t process_id = 0; ///< the server process of the session that notified
    std::string channel;
    std::string payload; ///< empty when NOTIFY had none
};

} // namespace tusk
