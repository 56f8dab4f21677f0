// Single values of types that take more than a byte swap, to C++ and back; and the loop that only copies their bytes.
#include <tusk/types/array.hpp>
#include <tusk/types/composite.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/json.hpp>
#include <tusk/types/numeric.hpp>
#include <tusk/types/text.hpp>
#include <tusk/types/timestamp.hpp>
#include <tusk/types/to_text.hpp>

#include <benchmark/benchmark.h>

#include <cstring>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

namespace {

using tusk::byte_view;
using tusk::codec;
using tusk::oid;
using tusk::type_ref;

struct reading {
    std::int64_t id;
    std::string label;
    std::optional<tusk::timestamptz> taken;
};

} // namespace

template <>
inline constexpr bool tusk::is_composite<reading> = true;

namespace {

tusk::type_pointer make_reading_type() {
    tusk::type_info made;
    made.number = static_cast<oid>(16'385);
    made.name = "reading";
    made.kind = tusk::type_kind::composite;
    for (const auto& [name, type] :
         {std::pair("id", oid::int8), std::pair("label", oid::text), std::pair("taken", oid::timestamptz)})
        made.fields.push_back({name, tusk::detail::built_in(type)});
    return std::make_shared<const tusk::type_info>(std::move(made));
}

/// A value and the type that it has on the server.
template <class T>
struct sample {
    T value;
    type_ref type;
};

const tusk::type_pointer reading_type = make_reading_type();

template <int Which>
auto make_sample() {
    if constexpr (Which == 0) return sample<tusk::numeric>{tusk::numeric::parse("1234567.8901"), oid::numeric};
    if constexpr (Which == 1) return sample<tusk::timestamptz>{{773'059'501'500'000}, oid::timestamptz};
    if constexpr (Which == 2) return sample<std::vector<std::int32_t>>{std::vector(10, 4'478), oid::int4_array};
    if constexpr (Which == 3)
        return sample<std::vector<std::string>>{std::vector<std::string>(10, "a word or two"), oid::text_array};
    if constexpr (Which == 4)
        return sample<tusk::json>{{R"({"name": "Matterhorn", "height": 4478, "first": "1865-07-14"})"}, oid::jsonb};
    if constexpr (Which == 5) return sample<reading>{{17, "a word or two", tusk::timestamptz{1}}, *reading_type};
}

template <class T>
tusk::protocol::byte_buffer binary(const sample<T>& of) {
    tusk::protocol::byte_buffer bytes;
    tusk::byte_writer out(bytes);
    codec<T>::write_binary(out, of.value, of.type);
    return bytes;
}

/// The least that anybody does with a value: its bytes into memory of one's own.
template <int Which>
void copy(benchmark::State& state) {
    const auto bytes = binary(make_sample<Which>());
    const auto target = std::make_unique<std::byte[]>(bytes.size());
    for ([[maybe_unused]] auto turn : state) {
        std::memcpy(target.get(), bytes.data(), bytes.size());
        benchmark::DoNotOptimize(target.get());
        benchmark::ClobberMemory();
    }
}

template <int Which>
void decode(benchmark::State& state) {
    const auto of = make_sample<Which>();
    const auto bytes = binary(of);
    for ([[maybe_unused]] auto turn : state) {
        auto value = codec<std::remove_cvref_t<decltype(of.value)>>::read_binary(bytes.view(), of.type);
        benchmark::DoNotOptimize(&value);
        benchmark::ClobberMemory();
    }
}

template <int Which>
void encode(benchmark::State& state) {
    const auto of = make_sample<Which>();
    tusk::protocol::byte_buffer bytes;
    for ([[maybe_unused]] auto turn : state) {
        bytes.clear();
        tusk::byte_writer out(bytes);
        codec<std::remove_cvref_t<decltype(of.value)>>::write_binary(out, of.value, of.type);
        benchmark::DoNotOptimize(bytes.data());
        benchmark::ClobberMemory();
    }
}

/// What `value::to_string` does.
template <int Which>
void print(benchmark::State& state) {
    const auto of = make_sample<Which>();
    const auto bytes = binary(of);
    for ([[maybe_unused]] auto turn : state) {
        std::string text = tusk::to_text(of.type, bytes.view());
        benchmark::DoNotOptimize(text.data());
    }
}

template <int Which>
void add(const std::string& name) {
    benchmark::RegisterBenchmark((name + "/copy").c_str(), copy<Which>);
    benchmark::RegisterBenchmark((name + "/decode").c_str(), decode<Which>);
    benchmark::RegisterBenchmark((name + "/encode").c_str(), encode<Which>);
    benchmark::RegisterBenchmark((name + "/print").c_str(), print<Which>);
}

const bool all_added = [] {
    add<0>("numeric");
    add<1>("timestamptz");
    add<2>("int4[10]");
    add<3>("text[10]");
    add<4>("jsonb");
    add<5>("composite");
    return true;
}();

} // namespace
