// Every codec, in both formats, on bytes that a hostile server could send for a column of every type that it reads.
//
// The first byte of the input chooses the C++ type, the second the column's type and the format, the rest is the value.
// Whatever it is, reading it gives a value, a conversion_error or a malformed_value. A value goes back into both
// formats, and what is read from there is the same value: it has the same bytes.
#include "fuzz/made_types.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/bits.hpp>
#include <tusk/types/bool.hpp>
#include <tusk/types/catalogue_vector.hpp>
#include <tusk/types/chrono.hpp>
#include <tusk/types/composite.hpp>
#include <tusk/types/duration.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/geometry.hpp>
#include <tusk/types/hstore.hpp>
#include <tusk/types/int128.hpp>
#include <tusk/types/interval.hpp>
#include <tusk/types/json.hpp>
#include <tusk/types/money.hpp>
#include <tusk/types/network.hpp>
#include <tusk/types/numeric.hpp>
#include <tusk/types/pg_lsn.hpp>
#include <tusk/types/range.hpp>
#include <tusk/types/snapshot.hpp>
#include <tusk/types/text.hpp>
#include <tusk/types/text_search.hpp>
#include <tusk/types/timetz.hpp>
#include <tusk/types/to_text.hpp>
#include <tusk/types/tuple_id.hpp>
#include <tusk/types/uuid.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>

namespace {

using tusk::byte_view;
using tusk::format;
using tusk::oid;
using tusk::type_ref;
using tusk::protocol::as_bytes;
using tusk::protocol::as_text;

constexpr oid built_in[] = {
    oid::bool_,     oid::int2,        oid::int4,           oid::int8,          oid::oid,           oid::float4,
    oid::float8,    oid::numeric,     oid::text,           oid::name,          oid::json,          oid::xml,
    oid::char_,     oid::bytea,       oid::jsonb,          oid::uuid,          oid::date,          oid::time,
    oid::timestamp, oid::timestamptz, oid::interval,       oid::xid,           oid::cid,           oid::xid8,
    oid::regclass,  oid::tid,         oid::pg_lsn,         oid::pg_snapshot,   oid::txid_snapshot, oid::inet,
    oid::cidr,      oid::macaddr,     oid::macaddr8,       oid::bit,           oid::varbit,        oid::money,
    oid::timetz,    oid::point,       oid::line,           oid::lseg,          oid::box,           oid::path,
    oid::polygon,   oid::circle,      oid::tsvector,       oid::tsquery,       oid::int2vector,    oid::oidvector,
    oid::jsonpath,  oid::refcursor,   oid::int4range,      oid::int8range,     oid::numrange,      oid::daterange,
    oid::tsrange,   oid::tstzrange,   oid::int4multirange, oid::nummultirange,
};

// Those, and behind them what a catalogue would tell of types that users made.
const std::size_t column_count = std::size(built_in) + fuzz::made_types().size();
type_ref column_at(std::size_t position) {
    position %= column_count;
    if (position < std::size(built_in)) return built_in[position];
    return *fuzz::made_types()[position - std::size(built_in)];
}

[[noreturn]] void fail(const char* what, type_ref column) {
    std::fprintf(stderr, "%s, column %s\n", what, column.name().c_str());
    std::abort();
}

template <class T>
T read(byte_view bytes, type_ref column, format in) {
    if (in == format::binary) return tusk::codec<T>::read_binary(bytes, column);
    return tusk::codec<T>::read_text(as_text(bytes), column);
}

template <class T>
std::string written(const T& value, type_ref type, format in) {
    tusk::protocol::byte_buffer buffer;
    tusk::byte_writer out(buffer);
    if (in == format::binary)
        tusk::codec<T>::write_binary(out, value, type);
    else
        tusk::codec<T>::write_text(out, value, type);
    return std::string(as_text(buffer.view()));
}

// What a text that holds a NUL, or a std::chrono value near the end of its range, may answer: it cannot be sent. A
// codec that read it from a column of its own type must send everything else.
template <class T>
bool can_be_sent(const T&) {
    return true;
}
bool can_be_sent(std::string_view text) { return text.find('\0') == std::string_view::npos; }
bool can_be_sent(const std::string& text) { return can_be_sent(std::string_view(text)); }
bool can_be_sent(const tusk::json& value) { return can_be_sent(value.text); }
// No server has a lexeme twice, or in more than 256 places.
bool can_be_sent(const tusk::tsvector& value) {
    std::set<std::string_view> seen;
    return std::all_of(value.lexemes.begin(), value.lexemes.end(), [&](const tusk::tsvector::lexeme& each) {
        return can_be_sent(each.text) && each.positions.size() <= 256 && seen.insert(each.text).second;
    });
}
bool can_be_sent(const tusk::tsquery& value) {
    return std::all_of(value.nodes.begin(), value.nodes.end(),
                       [](const tusk::tsquery::node& each) { return can_be_sent(each.lexeme); });
}
template <class Rep, class Period>
bool can_be_sent(std::chrono::duration<Rep, Period> value) {
    // The days of an interval can be more microseconds than one has room for. Those next to the limit are left out.
    return std::abs(std::chrono::duration<double, std::micro>(value).count()) < 9.2233720368547e18;
}
// What holds other values, which may hold such again.
template <class T>
bool can_be_sent(const std::vector<T>& values);
template <class T>
bool can_be_sent(const tusk::range<T>& value);
template <class T>
bool can_be_sent(const tusk::multirange<T>& value);
template <class... T>
bool can_be_sent(const std::tuple<T...>& value);
bool can_be_sent(const tusk::hstore& value);
template <class T>
bool can_be_sent(const std::optional<T>& value) {
    return !value || can_be_sent(*value);
}
template <class T>
bool can_be_sent(const std::vector<T>& values) {
    for (const auto& value : values)
        if (!can_be_sent(value)) return false;
    return true;
}
template <class T>
bool can_be_sent(const tusk::array<T>& value) {
    return can_be_sent(value.elements);
}
template <class T>
bool can_be_sent(const tusk::range<T>& value) {
    return can_be_sent(value.lower()) && can_be_sent(value.upper());
}
template <class T>
bool can_be_sent(const tusk::multirange<T>& value) {
    return can_be_sent(value.ranges);
}
bool can_be_sent(const tusk::hstore& value) {
    return std::all_of(value.begin(), value.end(),
                       [](const auto& pair) { return can_be_sent(pair.first) && can_be_sent(pair.second); });
}
template <class... T>
bool can_be_sent(const std::tuple<T...>& value) {
    return std::apply([](const T&... part) { return (can_be_sent(part) && ...); }, value);
}

// Views read from a text array can point nowhere once quotes are written around their elements again.
template <class T>
inline constexpr bool reads_its_own_text = !tusk::detail::is_view<T>;
// Money is never sent as text.
template <>
inline constexpr bool reads_its_own_text<tusk::money> = false;
template <class T>
inline constexpr bool reads_its_own_text<std::vector<T>> = reads_its_own_text<T>;

// The text of a & (b & c) has no parentheses.
template <class T>
inline constexpr bool text_tells_all = true;
template <>
inline constexpr bool text_tells_all<tusk::tsquery> = false;
template <class T>
inline constexpr bool text_tells_all<tusk::array<T>> = text_tells_all<T>;

template <class T>
void check_round_trips(const T& value, type_ref column) {
    if (!can_be_sent(value)) return;
    // std::uint64_t is sent as a numeric, which no integer reads; records are read, but not sent; a double reads int4,
    // but is not sent as one.
    constexpr oid own = tusk::codec<T>::type;
    const type_ref type = tusk::codec<T>::reads(own) && tusk::codec<T>::writes(own) ? type_ref(own) : column;
    if (!tusk::codec<T>::writes(type)) return;
    const std::string binary = written(value, type, format::binary);
    const T again = read<T>(as_bytes(binary), type, format::binary);
    if (written(again, type, format::binary) != binary) fail("binary does not come back", type);
    if constexpr (reads_its_own_text<T>) {
        const std::string text = written(value, type, format::text);
        const T from_text = read<T>(as_bytes(text), type, format::text);
        if (written(from_text, type, format::text) != text) fail("text does not come back as text", type);
        // The many NaNs of a float have one text.
        const bool tells_all = text_tells_all<T> && text.find("NaN") == std::string::npos;
        if (tells_all && written(from_text, type, format::binary) != binary) fail("text does not come back", type);
        if (tusk::to_text(type, as_bytes(binary)) != text) fail("to_text disagrees", type);
    }
}

// A codec that promises unchecked loading must agree with its checked reading.
template <class T>
void check_load(byte_view bytes, type_ref column, format in, const T& value) {
    if constexpr (tusk::fixed_size_readable<T>) {
        if (in != format::binary || column != tusk::loaded_type<T>) return;
        if (bytes.size() != tusk::codec<T>::fixed_size) fail("a wrong size was accepted", column);
        const T loaded = tusk::codec<T>::load(bytes.data());
        if (written(loaded, column, format::binary) != written(value, column, format::binary))
            fail("load disagrees", column);
    }
}

// The chosen column's type, its array, or the next type in the list that `T` reads.
template <class T>
type_ref column_for(std::size_t choice) {
    for (std::size_t i = 0; i < column_count; ++i) {
        const type_ref chosen = column_at(choice + i);
        for (const type_ref type : {chosen, type_ref(tusk::array_type(chosen))})
            if (tusk::codec<T>::reads(type)) return type;
    }
    fail("a codec that reads no column", tusk::codec<T>::type);
}

template <class T>
void run(byte_view bytes, std::uint8_t choice) {
    const format in = choice % 2 == 0 ? format::binary : format::text;
    const type_ref column = column_for<T>(choice / 2);
    std::optional<T> value;
    try {
        value.emplace(read<T>(bytes, column, in));
    } catch (const tusk::conversion_error&) {
        return;
    } catch (const tusk::malformed_value&) {
        return;
    }
    check_load(bytes, column, in, *value);
    check_round_trips(*value, column);
}

void print(byte_view bytes, std::uint8_t choice) {
    const type_ref chosen = column_at(choice / 2);
    const oid array = tusk::array_type(chosen);
    const type_ref type = choice % 2 == 0 || array == oid::none ? chosen : type_ref(array);
    // Numerics are bounded by what a server may say in few bytes, 131072 digits each: keep an input's work small.
    const bool has_numerics = type == oid::numeric_array || type == oid::numrange_array || type == oid::nummultirange ||
                              type == oid::nummultirange_array;
    if (has_numerics && bytes.size() > 512) return;
    try {
        static_cast<void>(tusk::to_text(type, bytes));
    } catch (const tusk::conversion_error&) {
    } catch (const tusk::malformed_value&) {
    }
}

using target = void (*)(byte_view, std::uint8_t);

template <class... T>
constexpr auto all_targets() {
    return std::to_array<target>({print, run<T>...});
}

using octets = std::vector<std::byte>;
using summit = std::tuple<std::optional<std::string>, std::optional<int>>;
constexpr auto targets = all_targets<
    bool, signed char, std::int16_t, std::int32_t, std::int64_t, std::uint32_t, std::uint64_t, oid, float, double,
    tusk::numeric, std::string, std::string_view, char, octets, std::span<const std::byte>, tusk::json, tusk::uuid,
    tusk::date, tusk::time_of_day, tusk::timestamp, tusk::timestamptz, tusk::interval, std::chrono::sys_days,
    std::chrono::local_days, std::chrono::year_month_day, tusk::clock_time, tusk::local_microseconds,
    tusk::sys_microseconds, std::vector<bool>, std::vector<std::int32_t>, std::vector<std::int64_t>,
    std::vector<std::optional<std::int32_t>>, std::vector<std::string>, std::vector<std::optional<std::string>>,
    std::vector<std::string_view>, std::vector<std::vector<std::int32_t>>, std::vector<octets>,
    std::vector<std::vector<std::vector<std::optional<tusk::numeric>>>>, tusk::array<std::int32_t>,
    tusk::array<std::string>, tusk::array<tusk::numeric>, tusk::array<tusk::timestamptz>, tusk::array<tusk::interval>,
    tusk::array<tusk::json>, tusk::array<tusk::uuid>, tusk::array<double>, tusk::array<octets>, tusk::array<char>,
    tusk::inet, tusk::cidr, tusk::macaddr, tusk::macaddr8, tusk::bit_string, std::bitset<9>, tusk::money, tusk::lsn,
    tusk::snapshot, tusk::tuple_id, tusk::detail::int128, tusk::detail::uint128, std::chrono::microseconds,
    std::chrono::nanoseconds, std::chrono::seconds, std::chrono::days, tusk::array<tusk::inet>, tusk::array<tusk::cidr>,
    tusk::array<tusk::macaddr>, tusk::array<tusk::bit_string>, std::vector<tusk::money>, tusk::array<tusk::snapshot>,
    tusk::array<tusk::tuple_id>, std::vector<oid>, tusk::time_of_day_tz, tusk::point, tusk::line, tusk::lseg, tusk::box,
    tusk::path, tusk::polygon, tusk::circle, tusk::tsvector, tusk::tsquery, tusk::int2vector, tusk::oidvector,
    tusk::array<tusk::box>, tusk::array<tusk::path>, tusk::array<tusk::tsvector>, tusk::array<tusk::tsquery>,
    tusk::array<tusk::int2vector>, tusk::array<tusk::time_of_day_tz>, tusk::range<int>, tusk::range<std::int64_t>,
    tusk::range<tusk::numeric>, tusk::range<tusk::date>, tusk::range<tusk::timestamp>, tusk::range<tusk::timestamptz>,
    tusk::range<double>, tusk::range<std::string>, tusk::range<std::vector<std::optional<std::string>>>,
    tusk::range<summit>, tusk::multirange<int>, tusk::multirange<tusk::numeric>, tusk::multirange<std::string>,
    tusk::array<tusk::range<int>>, tusk::array<tusk::range<std::string>>, tusk::array<tusk::multirange<int>>,
    tusk::hstore, tusk::array<tusk::hstore>, summit,
    std::tuple<std::optional<tusk::range<std::string>>, std::optional<tusk::hstore>>>();

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    targets[data[0] % targets.size()]({reinterpret_cast<const std::byte*>(data) + 2, size - 2}, data[1]);
    return 0;
}
