// How the floor's programs look at a row of bench.readings: everything but the label has a known place.
#pragma once

#include "bench/live/support/floor_statement.hpp"

namespace bench::wire {

/// Every length is believed, no NULL expected.
class reading {
public:
    explicit reading(const char* fields) noexcept
        : fields_(fields), label_size_(load<std::uint32_t>(fields + label_at - sizeof(std::int32_t))) {}

    [[nodiscard]] std::int64_t id() const noexcept { return load<std::int64_t>(fields_ + 4); }
    [[nodiscard]] double value() const noexcept { return load_real(fields_ + 16); }
    [[nodiscard]] std::string_view label() const noexcept { return {fields_ + label_at, label_size_}; }
    [[nodiscard]] bool even() const noexcept { return behind_label()[4] != 0; }
    [[nodiscard]] std::int64_t taken() const noexcept { return load<std::int64_t>(behind_label() + 9); }

private:
    static constexpr std::size_t label_at = 28;

    [[nodiscard]] const char* behind_label() const noexcept { return fields_ + label_at + label_size_; }

    const char* fields_;
    std::size_t label_size_;
};

inline void read_reading(const char* fields, digest& seen) noexcept {
    const reading row(fields);
    seen.number(row.id());
    seen.real(row.value());
    seen.text(row.label());
    seen.flag(row.even());
    seen.number(row.taken());
}

struct readings : asks_for_rows {
    static constexpr const char* sql = queries::readings;
    static void read(const char* fields, digest& seen) noexcept { read_reading(fields, seen); }
};

} // namespace bench::wire
