/// \file
/// PostgreSQL's ranges and multiranges as C++ values ("Range Types"). <tusk/types/range.hpp> reads and writes them.
#pragma once

#include <optional>
#include <utility>
#include <vector>

namespace tusk {

/// The values between two bounds, as they came from the server or go to it. Nothing is compared or made canonical here:
/// the server does both, so `range<int>::closed(1, 4)` comes back as `[1,5)`.
///
///     range<int>(1, 5)                          // [1,5)
///     range<int>::closed(1, std::nullopt)       // [1,)
///     range<int>::unbounded()                   // (,)
///     range<int>()                              // empty
///
/// A side without a bound is never inclusive, and an empty range has no bounds, so that two ranges are equal when they
/// say the same.
template <class T>
class range {
public:
    using value_type = T;

    /// The empty range: a value that nobody has filled in contains nothing, rather than everything.
    constexpr range() = default;
    /// From `lower` on, up to `upper` and without it unless told otherwise; std::nullopt: no bound on that side.
    constexpr range(std::optional<T> lower, std::optional<T> upper, bool lower_inclusive = true,
                    bool upper_inclusive = false)
        : lower_(std::move(lower)),
          upper_(std::move(upper)),
          lower_inclusive_(lower_inclusive && lower_.has_value()),
          upper_inclusive_(upper_inclusive && upper_.has_value()),
          empty_(false) {}

    /// `[lower,upper)`
    [[nodiscard]] static constexpr range closed_open(std::optional<T> lower, std::optional<T> upper) {
        return range(std::move(lower), std::move(upper), true, false);
    }
    /// `[lower,upper]`
    [[nodiscard]] static constexpr range closed(std::optional<T> lower, std::optional<T> upper) {
        return range(std::move(lower), std::move(upper), true, true);
    }
    /// `(lower,upper)`
    [[nodiscard]] static constexpr range open(std::optional<T> lower, std::optional<T> upper) {
        return range(std::move(lower), std::move(upper), false, false);
    }
    /// `(lower,upper]`
    [[nodiscard]] static constexpr range open_closed(std::optional<T> lower, std::optional<T> upper) {
        return range(std::move(lower), std::move(upper), false, true);
    }
    /// `(,)`: contains every value.
    [[nodiscard]] static constexpr range unbounded() { return range(std::nullopt, std::nullopt); }
    /// `empty`: contains none.
    [[nodiscard]] static constexpr range empty() { return range(); }

    [[nodiscard]] constexpr bool is_empty() const noexcept { return empty_; }
    /// None where the range has no bound on that side, and where it is empty.
    [[nodiscard]] constexpr const std::optional<T>& lower() const noexcept { return lower_; }
    [[nodiscard]] constexpr const std::optional<T>& upper() const noexcept { return upper_; }
    /// Whether the bound itself belongs to the range.
    [[nodiscard]] constexpr bool lower_inclusive() const noexcept { return lower_inclusive_; }
    [[nodiscard]] constexpr bool upper_inclusive() const noexcept { return upper_inclusive_; }

    friend constexpr bool operator==(const range&, const range&) = default;

private:
    std::optional<T> lower_;
    std::optional<T> upper_;
    bool lower_inclusive_ = false;
    bool upper_inclusive_ = false;
    bool empty_ = true;
};

template <class T>
range(T lower, T upper) -> range<T>;

/// Several ranges. From the server they are in order, apart from each other and none is empty; it makes them so of
/// those that it is sent.
template <class T>
struct multirange {
    std::vector<range<T>> ranges;

    friend bool operator==(const multirange&, const multirange&) = default;
};

} // namespace tusk
