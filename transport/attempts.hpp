/// \file
/// What went wrong while connecting, attempt by attempt.
#pragma once

#include "protocol/exchange.hpp"

#include <tusk/error.hpp>

#include <cstddef>
#include <exception>
#include <optional>
#include <string>

namespace tusk::transport {

/// The attempts that failed, in order.
class failed_attempts {
public:
    /// \param place as it is to be shown: an endpoint's description, or a host's name that has no address
    void add(const std::string& place, std::exception_ptr failure);

    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    /// The only failure as it was thrown. Of several: the server's own refusal, where that ended the search, with its
    /// class and the others in its remark; otherwise one operational_error that lists them all.
    [[noreturn]] void raise() const;

private:
    std::size_t count_ = 0;
    std::string list_;
    std::string earlier_;                  // the list without the last
    std::optional<server_report> refusal_; // of the last
    std::exception_ptr last_;
};

} // namespace tusk::transport
