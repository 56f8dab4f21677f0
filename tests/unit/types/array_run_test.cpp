// Arrays whose elements are loaded in one run: all of one size, none NULL.
#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/bool.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/timestamp.hpp>

#include <limits>

using Catch::Matchers::Contains;
using tusk::oid;

namespace {

/// The binary array of these values, each as its codec writes it alone: nothing here knows of runs.
template <class T>
std::string array_of(const std::vector<T>& values, unsigned flags = 0) {
    tusk::protocol::byte_buffer buffer;
    tusk::byte_writer out(buffer);
    for (const std::uint32_t word :
         {1U, flags, static_cast<std::uint32_t>(tusk::codec<T>::type), static_cast<std::uint32_t>(values.size()), 1U})
        out.number(word);
    std::string text = wire::hex(buffer.view());
    for (const T& value : values) {
        const std::string element = wire::written_binary(value, tusk::codec<T>::type);
        text += "000000" + wire::hex(tusk::byte_view(std::vector{std::byte(element.size() / 2)})) + element;
    }
    return text;
}

/// Values whose bytes all differ from each other's, so that one that went astray is seen.
template <class T>
std::vector<T> distinct(std::size_t count) {
    std::vector<T> values;
    for (std::size_t i = 0; i < count; ++i)
        if constexpr (std::floating_point<T>)
            values.push_back(static_cast<T>(i) * static_cast<T>(-1.1) + std::numeric_limits<T>::min());
        else
            values.push_back(static_cast<T>(std::uint64_t{0x0102'0304'0506'0708} * (i + 1)));
    return values;
}

template <class T>
void check_runs() {
    for (std::size_t count = 1; count < 35; ++count) {
        INFO(count << " elements of " << tusk::type_name(tusk::codec<T>::type));
        const std::vector<T> values = distinct<T>(count);
        const std::string hex = array_of(values);
        constexpr oid column = tusk::codec<T>::array_type;
        CHECK(wire::read<std::vector<T>>(hex, column) == values);
        const std::vector<std::optional<T>> optional(values.begin(), values.end());
        CHECK(wire::read<std::vector<std::optional<T>>>(hex, column) == optional);
        CHECK(wire::read<tusk::array<T>>(hex, column).elements == optional);
        // The same, but element by element, since the flags say that there may be NULLs.
        const std::string careful = array_of(values, 1);
        CHECK(wire::read<std::vector<T>>(careful, column) == values);
        CHECK(wire::read<std::vector<std::optional<T>>>(careful, column) == optional);
    }
}

template <class T>
void check_refused(const std::vector<std::byte>& value, const std::string& why) {
    constexpr oid column = tusk::codec<T>::array_type;
    CHECK_THROWS_WITH(tusk::codec<std::vector<T>>::read_binary(value, column), Contains(why));
    CHECK_THROWS_WITH(tusk::codec<std::vector<std::optional<T>>>::read_binary(value, column), Contains(why));
    CHECK_THROWS_WITH(tusk::codec<tusk::array<T>>::read_binary(value, column), Contains(why));
}

constexpr std::size_t header_size = 20;

/// Overwrites the last byte of an element's length.
void set_length(std::vector<std::byte>& value, std::size_t stride, std::size_t element, std::uint8_t length) {
    value[header_size + element * stride + 3] = std::byte{length};
}

/// One length at a time is wrong, and then two whose sum is right.
template <class T>
void check_wrong_lengths() {
    constexpr std::size_t size = sizeof(T), stride = 4 + size, count = 11;
    const std::string expected = std::to_string(size) + " bytes";
    for (std::size_t wrong = 0; wrong < count; ++wrong) {
        INFO("element " << wrong << " of " << tusk::type_name(tusk::codec<T>::type));
        auto value = wire::bytes(array_of(distinct<T>(count)));
        set_length(value, stride, wrong, size - 1);
        check_refused<T>(value, expected);
        set_length(value, stride, wrong, size + 1);
        check_refused<T>(value, wrong + 1 < count ? expected : "behind the value's end");
        value[header_size + wrong * stride] = std::byte{0x80};
        check_refused<T>(value, "negative length");
        for (std::size_t i = 0; i < 4; ++i) value[header_size + wrong * stride + i] = std::byte{0xff};
        check_refused<T>(value, "negative length"); // NULL, where the flags say there is none
    }
}

} // namespace

TEST_CASE("arrays of every length are read the same in a run and element by element") {
    check_runs<std::int16_t>();
    check_runs<std::int32_t>();
    check_runs<std::int64_t>();
    check_runs<float>();
    check_runs<double>();
}

TEST_CASE("a wrong length anywhere in an array is found") {
    check_wrong_lengths<std::int16_t>();
    check_wrong_lengths<std::int32_t>();
    check_wrong_lengths<std::int64_t>();
    check_wrong_lengths<float>();
    check_wrong_lengths<double>();
}

TEST_CASE("an array of many elements that is cut or followed by anything is refused") {
    wire::check_exact_size<std::vector<std::int32_t>>(oid::int4_array, array_of(distinct<std::int32_t>(9)));
    wire::check_exact_size<std::vector<std::optional<float>>>(oid::float4_array, array_of(distinct<float>(6)));
    wire::check_exact_size<tusk::array<std::int64_t>>(oid::int8_array, array_of(distinct<std::int64_t>(5)));
}

TEST_CASE("an array that counts one element more or less than it has is refused") {
    for (const std::uint8_t count : {std::uint8_t{8}, std::uint8_t{10}}) {
        auto value = wire::bytes(array_of(distinct<std::int32_t>(9)));
        value[15] = std::byte{count};
        check_refused<std::int32_t>(value, count < 9 ? "its size" : "behind the value's end");
    }
}

TEST_CASE("arrays of other types of one size are read in a run as well") {
    const std::vector<tusk::timestamptz> times{{0}, {1}, {-1}, {1'000'000}, {tusk::timestamptz::infinity()}};
    CHECK(wire::read<std::vector<tusk::timestamptz>>(array_of(times), oid::timestamptz_array) == times);
    const std::vector<bool> bits{true, false, true, true, false};
    CHECK(wire::read<std::vector<bool>>(array_of(std::vector<bool>(bits)), oid::bool_array) == bits);
    const std::vector<std::optional<bool>> optional(bits.begin(), bits.end());
    CHECK(wire::read<std::vector<std::optional<bool>>>(array_of(bits), oid::bool_array) == optional);
}
