#include "bench/live/support/floor_statement.hpp"

#include <vector>

namespace {

using namespace bench;

struct int4_array : wire::asks_for_rows {
    static constexpr const char* sql = queries::int4_array;

    static void read(const char* fields, digest& seen) {
        const char* const array = wire::take_field(fields).data;
        std::vector<std::int32_t> elements(load<std::uint32_t>(array + 12));
        const char* next = array + 24; // behind the header and the first element's length
        for (std::int32_t& element : elements) {
            element = load<std::int32_t>(next);
            next += 8;
        }
        seen.numbers(elements);
    }
};

} // namespace

int main(int argc, char* argv[]) { return run<wire::statement_session<int4_array>>(argc, argv); }
