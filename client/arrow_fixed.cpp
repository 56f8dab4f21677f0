// Arrow arrays whose values have one size each.
#include "client/arrow_builder.hpp"

#include <tusk/types/bool.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/interval.hpp>
#include <tusk/types/time_of_day.hpp>
#include <tusk/types/timestamp.hpp>
#include <tusk/types/uuid.hpp>

#include <limits>

namespace tusk::arrow {

namespace {

constexpr std::int32_t days_from_1970 = 10'957; // until 2000-01-01, PostgreSQL's day 0
constexpr std::int64_t microseconds_from_1970 = days_from_1970 * 86'400'000'000;

// The remedies are in the message, since the column's type cannot tell the reader of what came.
[[noreturn]] void throw_not_in_arrow(const std::string& value, const char* remedy) {
    throw conversion_error(value + " has no equivalent in Arrow: " + remedy);
}

template <class T>
T unchanged(T value) {
    return value;
}

std::int32_t date_from_1970(date day) {
    std::int32_t days = 0;
    if (!day.is_finite()) throw_not_in_arrow(day.to_string(), "cast the column to text, or select where isfinite()");
    if (__builtin_add_overflow(day.days, days_from_1970, &days))
        throw_not_in_arrow("day " + std::to_string(day.days) + " from 2000-01-01", "cast the column to text");
    return days;
}

template <class Time>
std::int64_t time_from_1970(Time time) {
    std::int64_t microseconds = 0;
    if (!time.is_finite()) throw_not_in_arrow(time.to_string(), "cast the column to text, or select where isfinite()");
    if (__builtin_add_overflow(time.microseconds, microseconds_from_1970, &microseconds))
        throw_not_in_arrow(time.to_string(), "cast the column to text");
    return microseconds;
}

// Arrow's times of day end before 24:00:00 (Schema.fbs, "Time").
std::int64_t time_within_day(time_of_day time) {
    if (time.microseconds == time_of_day::end_of_day)
        throw_not_in_arrow(time.to_string(), "cast the column to text or to interval");
    return time.microseconds;
}

/// Arrow's month_day_nano (Schema.fbs, "IntervalUnit").
struct month_day_nano {
    std::int32_t months;
    std::int32_t days;
    std::int64_t nanoseconds;
};

// An infinity's microseconds are too many as well.
month_day_nano in_nanoseconds(interval span) {
    std::int64_t nanoseconds = 0;
    if (__builtin_mul_overflow(span.microseconds, std::int64_t{1'000}, &nanoseconds))
        throw misfit{layout::text_elements};
    return {span.months, span.days, nanoseconds};
}

/// Values of PostgreSQL's type `Source`, each converted to a `Target`.
template <class Source, class Target, Target (*convert)(Source)>
class fixed_builder final : public builder {
public:
    explicit fixed_builder(std::string format) : format_(std::move(format)) {}

    [[nodiscard]] arrow_table finish(std::string name) override {
        array_parts parts = finish_parts(std::move(format_));
        parts.buffers.push_back(std::move(values_));
        return assemble(std::move(parts), std::move(name));
    }

protected:
    void reserve_values(std::size_t count) override { values_.reserve(count * sizeof(Target)); }
    void append_values(std::span<const raw_field> fields) override {
        std::byte* place = values_.extend(fields.size() * sizeof(Target));
        for (const raw_field& field : fields) {
            Target value{};
            if (field.data != nullptr)
                value = convert(codec<Source>::read_binary({field.data, field.size}, codec<Source>::type));
            std::memcpy(place, &value, sizeof value);
            place += sizeof value;
            count_value();
        }
    }

private:
    std::string format_;
    buffer values_;
};

/// Truth values: a bit each.
class bool_builder final : public builder {
public:
    [[nodiscard]] arrow_table finish(std::string name) override {
        array_parts parts = finish_parts("b");
        parts.buffers.push_back(std::move(values_).take());
        return assemble(std::move(parts), std::move(name));
    }

protected:
    void reserve_values(std::size_t count) override { values_.reserve(count); }
    void append_values(std::span<const raw_field> fields) override {
        values_.append_many(fields.size(), [&](std::size_t i) {
            const raw_field& field = fields[i];
            const bool value = field.data != nullptr && //
                               codec<bool>::read_binary({field.data, field.size}, oid::bool_);
            count_value();
            return value;
        });
    }

private:
    bitmap values_;
};

template <class Source, class Target, Target (*convert)(Source)>
builder_pointer make(const char* format) {
    return std::make_unique<fixed_builder<Source, Target, convert>>(format);
}
template <class T>
builder_pointer make_same(const char* format) {
    return make<T, T, unchanged<T>>(format);
}

} // namespace

builder_pointer make_fixed_builder(oid type) {
    switch (type) {
    case oid::bool_: return std::make_unique<bool_builder>();
    case oid::int2: return make_same<std::int16_t>("s");
    case oid::int4: return make_same<std::int32_t>("i");
    case oid::int8: return make_same<std::int64_t>("l");
    case oid::oid: return make_same<oid>("I");
    case oid::float4: return make_same<float>("f");
    case oid::float8: return make_same<double>("g");
    case oid::uuid: return make_same<uuid>("w:16");
    case oid::date: return make<date, std::int32_t, date_from_1970>("tdD");
    case oid::time: return make<time_of_day, std::int64_t, time_within_day>("ttu");
    case oid::timestamp: return make<timestamp, std::int64_t, time_from_1970<timestamp>>("tsu:");
    case oid::timestamptz: return make<timestamptz, std::int64_t, time_from_1970<timestamptz>>("tsu:UTC");
    default: return nullptr;
    }
}

builder_pointer make_interval_builder() { return make<interval, month_day_nano, in_nanoseconds>("tin"); }

} // namespace tusk::arrow
