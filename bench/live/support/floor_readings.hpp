// How the floor's programs ask for rows of bench.readings and look at one: everything but the label has a known place.
#pragma once

#include "bench/live/support/queries.hpp"
#include "bench/live/support/wire.hpp"

namespace bench::wire {

/// A row of bench.readings: every length believed, no NULL expected.
class reading {
public:
    explicit reading(const char* fields) noexcept : fields_(fields), label_size_(load<std::int32_t>(fields + 24)) {}

    [[nodiscard]] std::int64_t id() const noexcept { return load<std::int64_t>(fields_ + 4); }
    [[nodiscard]] double value() const noexcept { return load_real(fields_ + 16); }
    [[nodiscard]] std::string_view label() const noexcept {
        return {fields_ + 28, static_cast<std::size_t>(label_size_)};
    }
    [[nodiscard]] bool even() const noexcept { return behind_label()[4] != 0; }
    [[nodiscard]] std::int64_t taken() const noexcept { return load<std::int64_t>(behind_label() + 9); }

private:
    [[nodiscard]] const char* behind_label() const noexcept { return fields_ + 28 + label_size_; }

    const char* fields_;
    std::int32_t label_size_;
};

/// Runs the prepared statement "readings" for so many rows.
inline void ask_for_readings(connection& with, std::int64_t rows) {
    request messages;
    messages.begin_bind("readings", 1);
    messages.number(std::int32_t{sizeof rows});
    messages.number(rows);
    messages.end_bind();
    messages.execute();
    messages.sync();
    with.send(messages);
}

} // namespace bench::wire
