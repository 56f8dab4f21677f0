// The kernels whose instructions `./dev test perf` counts:
//
//     perf_kernels                  their names, and how many rows each reads in a pass
//     perf_kernels compiler         what this program was compiled with
//     perf_kernels <name> <passes>  reads the rows so many times
//
// What two passes more take, divided by their rows, is a kernel's cost: everything that is done once cancels out.
#include "tests/perf/samples.hpp"

#include <tusk/columns.hpp>
#include <tusk/protocol/row_window.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace {

using namespace tusk;
using namespace tusk::perf;

/// Makes the compiler believe that somebody looks at `value`.
template <class T>
void use(const T& value) {
    asm volatile("" : : "g"(&value) : "memory");
}

/// Reads all rows once. That the call is indirect keeps one pass from being merged with the next.
using pass = std::function<void()>;

constexpr std::size_t most = std::numeric_limits<std::int32_t>::max();

pass cut_row(std::size_t count) {
    return [from = readings(count)] {
        protocol::row_window window(from.messages, most);
        for (byte_view body; window.take(body);) use(body);
    };
}

pass validate_row(std::size_t count) {
    return [from = readings(count)] {
        protocol::row_window window(from.messages, most);
        for (byte_view body; window.take(body);) protocol::validate_row(body, 5);
    };
}

template <class Row>
pass decode(sample from) {
    return [from = std::move(from)] {
        for (const Row& row : typed_rows<Row>(from.result, 0)) use(row);
    };
}

pass decode_struct(std::size_t count) { return decode<reading>(readings(count)); }

pass decode_struct_with_nulls(std::size_t count) {
    using careful = std::tuple<std::int64_t, std::optional<double>, std::string_view, bool, timestamptz>;
    return decode<careful>(readings(count, nulls::some));
}

pass decode_owned_struct(std::size_t count) {
    using owned = std::tuple<std::int64_t, double, std::string, bool, timestamptz>;
    return decode<owned>(readings(count));
}

pass decode_tuple_of_12(std::size_t count) { return decode<wide>(wide_rows(count)); }

pass decode_converted(std::size_t count) {
    using converted = std::tuple<std::int32_t, double, std::string_view, bool, timestamptz>;
    return decode<converted>(readings(count));
}

pass decode_int4_array_of_100(std::size_t count) {
    return decode<std::tuple<std::vector<std::int32_t>>>(arrays(count));
}

pass decode_text_integer(std::size_t count) { return decode<std::tuple<std::int64_t>>(texts(count)); }

pass decode_columns(std::size_t count) {
    return [from = readings(count)] {
        const typed_columns<std::int64_t, double, std::string_view, bool, timestamptz> columns(from.result, 0);
        use(columns);
    };
}

pass kept_row(std::size_t count) {
    return [all = rows(readings(count).result, 0, count)] {
        for (std::size_t i = 0; i < all.size(); ++i) {
            const row each = all[i];
            use(each);
        }
    };
}

/// Calls `look` with each row as a cursor hands them out.
template <class Look>
pass dynamic(std::size_t count, Look look) {
    return [from = readings(count), look] {
        detail::row_walk walk(from.result->rows);
        for (byte_view body; walk.next(body);) {
            const auto seen = look(row_view(*from.result->shape, body.data() + sizeof(std::uint16_t)));
            use(seen);
        }
    };
}

pass value_by_position(std::size_t count) {
    return dynamic(count, [](const row_view& row) { return row[0].as<std::int64_t>(); });
}

pass value_by_name(std::size_t count) {
    return dynamic(count, [](const row_view& row) { return row["id"].as<std::int64_t>(); });
}

pass values_in_turn(std::size_t count) {
    return dynamic(count, [](const row_view& row) {
        return row.get<std::int64_t, double, std::string_view, bool, timestamptz>();
    });
}

struct kernel {
    const char* name;
    std::size_t rows;
    pass (*make)(std::size_t rows);
};

constexpr std::array kernels{
    kernel{"cut_row", 2'000, cut_row},
    kernel{"validate_row", 2'000, validate_row},
    kernel{"decode_struct", 2'000, decode_struct},
    kernel{"decode_struct_with_nulls", 2'000, decode_struct_with_nulls},
    kernel{"decode_owned_struct", 2'000, decode_owned_struct},
    kernel{"decode_tuple_of_12", 2'000, decode_tuple_of_12},
    kernel{"decode_converted", 2'000, decode_converted},
    kernel{"decode_int4_array_of_100", 200, decode_int4_array_of_100},
    kernel{"decode_text_integer", 2'000, decode_text_integer},
    kernel{"decode_columns", 2'000, decode_columns},
    kernel{"kept_row", 2'000, kept_row},
    kernel{"value_by_position", 2'000, value_by_position},
    kernel{"value_by_name", 2'000, value_by_name},
    kernel{"values_in_turn", 2'000, values_in_turn},
};

#if defined(__clang__)
constexpr const char* compiler = "clang++-";
constexpr int compiler_version = __clang_major__;
#else
constexpr const char* compiler = "g++-";
constexpr int compiler_version = __GNUC__;
#endif

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    if (arguments.empty()) {
        for (const kernel& each : kernels) std::printf("%s %zu\n", each.name, each.rows);
        return EXIT_SUCCESS;
    }
    if (arguments.size() == 1 && arguments[0] == "compiler") {
        std::printf("%s%d\n", compiler, compiler_version);
        return EXIT_SUCCESS;
    }
    for (const kernel& each : kernels) {
        if (arguments.size() != 2 || arguments[0] != each.name) continue;
        const pass read_all = each.make(each.rows);
        for (int left = std::atoi(argv[2]); left > 0; --left) read_all();
        return EXIT_SUCCESS;
    }
    std::fprintf(stderr, "perf_kernels has no such kernel; it lists them when called without arguments\n");
    return EXIT_FAILURE;
}
