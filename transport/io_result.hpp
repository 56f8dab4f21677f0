/// \file
/// What a socket operation that never waits answers.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tusk::transport {

/// What a socket must become before an operation is worth trying again.
enum class interest : std::uint8_t {
    none = 0, ///< no event tells: try again after a moment
    readable = 1,
    writable = 2,
    either = 3,
};

[[nodiscard]] constexpr bool includes(interest wanted, interest one) noexcept {
    return (static_cast<unsigned>(wanted) & static_cast<unsigned>(one)) != 0;
}

[[nodiscard]] constexpr interest operator|(interest a, interest b) noexcept {
    return static_cast<interest>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}

/// The answer of one non-waiting operation. Small and trivially copyable, since every read and write returns one; the
/// words for a failure are kept by the stream (`stream::trouble`), where only failures pay for them.
struct io_result {
    enum class outcome : std::uint8_t {
        done,          ///< the operation is complete; `bytes` were moved
        would_block,   ///< nothing was moved; wait for `wait_for`
        end_of_stream, ///< the other side ended its sending in an orderly way
        failed,        ///< `stream::trouble` says why
    };

    outcome what = outcome::done;
    interest wait_for = interest::none;
    std::size_t bytes = 0;

    [[nodiscard]] static constexpr io_result moved(std::size_t count) noexcept {
        return {outcome::done, interest::none, count};
    }
    [[nodiscard]] static constexpr io_result blocked(interest wanted) noexcept {
        return {outcome::would_block, wanted, 0};
    }
    [[nodiscard]] static constexpr io_result ended() noexcept { return {outcome::end_of_stream, interest::none, 0}; }
    [[nodiscard]] static constexpr io_result failure() noexcept { return {outcome::failed, interest::none, 0}; }
};

} // namespace tusk::transport
