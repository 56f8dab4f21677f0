// Behind the name every field has a known place.
#include "bench/live/support/floor_statement.hpp"

namespace {

using namespace bench;

struct pg_type {
    static constexpr const char* sql = queries::pg_type;
    static constexpr std::int16_t parameters = 2;

    static void give(wire::request& request, const task&) {
        request.value(std::int32_t{-1});
        request.value(std::int8_t{1});
    }

    static void read(const char* fields, digest& seen) noexcept {
        const std::string_view name = wire::take_field(fields).text();
        seen.text(name);
        seen.number(load<std::uint32_t>(fields + 4));
        seen.number(load<std::uint32_t>(fields + 12));
        seen.number(load<std::int16_t>(fields + 20));
        seen.flag(fields[26] != 0);
        seen.number(fields[31]);
        seen.flag(fields[36] != 0);
        seen.flag(fields[41] != 0);
        seen.number(fields[46]);
        seen.number(load<std::uint32_t>(fields + 51));
        seen.number(load<std::uint32_t>(fields + 59));
        seen.number(load<std::uint32_t>(fields + 67));
    }
};

} // namespace

int main(int argc, char* argv[]) { return run<wire::statement_session<pg_type>>(argc, argv); }
