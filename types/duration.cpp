#include "types/calendar.hpp"

#include <tusk/types/duration.hpp>

namespace tusk::detail {

namespace {

// An interval can have more microseconds in its days than 64 bits hold. Where the compiler has no longer integer, such
// an interval is refused.
#ifdef __SIZEOF_INT128__
__extension__ using wide = __int128;
#else
using wide = std::int64_t;
#endif

[[noreturn]] void refuse(const interval& value, const char* trouble) {
    throw conversion_error(value.to_string() + " is no duration of this unit: " + trouble);
}

} // namespace

std::int64_t count_units(const interval& value, std::int64_t numerator, std::int64_t denominator) {
    if (!value.is_finite()) refuse(value, "it is infinite");
    if (value.months != 0) refuse(value, "the length of a month varies; read it as a tusk::interval");
    constexpr const char* too_large = "it does not fit";
    wide microseconds = 0;
    if (__builtin_mul_overflow(wide{value.days}, wide{microseconds_per_day}, &microseconds) ||
        __builtin_add_overflow(microseconds, wide{value.microseconds}, &microseconds))
        refuse(value, too_large);
    // Numerator and denominator have no common factor: it is a whole number only if the denominator divides alone.
    if (microseconds % denominator != 0) refuse(value, "it has a fraction of one");
    std::int64_t count = 0;
    if (__builtin_mul_overflow(microseconds / denominator, wide{numerator}, &count)) refuse(value, too_large);
    return count;
}

interval from_units(std::int64_t count, std::int64_t numerator, std::int64_t denominator) {
    const auto refuse_count = [&](const char* trouble) {
        throw conversion_error("a duration of " + std::to_string(count) + " × " + std::to_string(denominator) + "/" +
                               std::to_string(numerator) + " microseconds is no interval: " + trouble);
    };
    if (count % numerator != 0) refuse_count("it has a fraction of a microsecond");
    std::int64_t microseconds = 0;
    if (__builtin_mul_overflow(count / numerator, denominator, &microseconds)) refuse_count("it does not fit");
    return {0, 0, microseconds};
}

} // namespace tusk::detail
