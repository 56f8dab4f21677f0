// libpq leaves the array's binary form to its user.
#include "bench/live/support/libpq_statement.hpp"

#include <vector>

namespace {

using namespace bench;

constexpr std::size_t header_size = 20;                  // of an array of one dimension
constexpr std::size_t stride = 2 * sizeof(std::int32_t); // an element: its length, then itself
constexpr std::uint32_t int4_oid = 23;

/// The elements of a one-dimensional int4[] without NULLs, every length checked.
std::vector<std::int32_t> read_array(std::string_view bytes) {
    const auto fail = [] { throw std::runtime_error("not a one-dimensional int4[] without NULLs"); };
    if (bytes.size() < header_size || load<std::int32_t>(bytes.data()) != 1 ||
        load<std::int32_t>(bytes.data() + 4) != 0 || load<std::uint32_t>(bytes.data() + 8) != int4_oid)
        fail();
    const std::size_t count = load<std::uint32_t>(bytes.data() + 12);
    if (bytes.size() != header_size + count * stride) fail();
    std::vector<std::int32_t> elements(count);
    const char* next = bytes.data() + header_size;
    for (std::int32_t& element : elements) {
        if (load<std::int32_t>(next) != sizeof element) fail();
        element = load<std::int32_t>(next + sizeof(std::int32_t));
        next += stride;
    }
    return elements;
}

struct int4_array : libpq::asks_for_rows {
    static constexpr const char* sql = queries::int4_array;

    static void read(const libpq::result& of, int row, digest& seen) {
        if (libpq::is_null(of, row, 0)) throw std::runtime_error("a NULL where none is expected");
        seen.numbers(read_array(libpq::text(of, row, 0)));
    }
};

} // namespace

int main(int argc, char* argv[]) { return run<libpq::statement_session<int4_array>>(argc, argv); }
