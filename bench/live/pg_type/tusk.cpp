#include "bench/live/support/measure.hpp"
#include "bench/live/support/queries.hpp"

#include <tusk/tusk.hpp>

namespace {

struct type {
    std::string_view name;
    std::uint32_t schema, owner;
    std::int16_t length;
    bool by_value;
    char category;
    bool is_preferred, is_defined;
    char delimiter;
    std::uint32_t relation, element, array;
};

class pg_type : public bench::session {
public:
    explicit pg_type(const bench::task& task) : connection_(tusk::connect(task.server)) {
        connection_.autocommit(true);
    }

    std::int64_t work(bench::digest& seen) override {
        for (const type& row : cursor_.execute(bench::queries::pg_type, -1, true).as<type>()) {
            seen.text(row.name);
            seen.number(row.schema);
            seen.number(row.owner);
            seen.number(row.length);
            seen.flag(row.by_value);
            seen.number(row.category);
            seen.flag(row.is_preferred);
            seen.flag(row.is_defined);
            seen.number(row.delimiter);
            seen.number(row.relation);
            seen.number(row.element);
            seen.number(row.array);
        }
        return cursor_.rowcount();
    }

private:
    tusk::connection connection_;
    tusk::cursor cursor_ = connection_.cursor();
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<pg_type>(argc, argv); }
