// What a benchmark program read, as one number: programs that did the same work print the same one.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace bench {

/// A checksum that depends on every value and on their order, and costs two additions a value (Fletcher's sum, over
/// words), so that the work that is measured is the reading and not this.
class digest {
public:
    void number(std::int64_t value) noexcept { mix(static_cast<std::uint64_t>(value)); }
    void real(double value) noexcept { mix(std::bit_cast<std::uint64_t>(value)); }
    void flag(bool value) noexcept { mix(value ? 1 : 2); }
    void null() noexcept { mix(0x6e756c6c); }

    /// Every byte of up to 16; of a longer text both ends, and one word of each page in between: a value is known to
    /// have arrived, and memory bandwidth is not what is compared.
    void text(std::string_view value) noexcept {
        const std::size_t size = value.size();
        std::uint64_t sum = size;
        if (size >= word_size)
            sum += word(value.data()) + 3 * word(value.data() + size - word_size);
        else
            for (const char c : value) sum = sum * 31 + static_cast<unsigned char>(c);
        for (std::size_t at = page_size; at + word_size < size; at += page_size) sum += word(value.data() + at);
        mix(sum);
    }
    void bytes(std::span<const std::byte> value) noexcept {
        text({reinterpret_cast<const char*>(value.data()), value.size()});
    }

    /// Many numbers for the price of adding them.
    void numbers(std::span<const std::int32_t> values) noexcept {
        std::int64_t sum = 0;
        for (const std::int32_t value : values) sum += value;
        mix(values.size());
        number(sum);
    }

    [[nodiscard]] std::uint64_t value() const noexcept { return second_ ^ std::rotl(first_, 32); }

private:
    static constexpr std::size_t word_size = 8;
    static constexpr std::size_t page_size = 4096;

    static std::uint64_t word(const char* data) noexcept {
        std::uint64_t value = 0;
        std::memcpy(&value, data, sizeof value);
        return value;
    }
    void mix(std::uint64_t value) noexcept {
        first_ += value;
        second_ += first_;
    }

    std::uint64_t first_ = 1;
    std::uint64_t second_ = 0;
};

} // namespace bench
