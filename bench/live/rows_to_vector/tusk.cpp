// A result as a vector of structs that own what they hold.
#include "bench/live/support/measure.hpp"
#include "bench/live/support/queries.hpp"

#include <tusk/tusk.hpp>

namespace {

struct reading {
    std::int64_t id;
    double value;
    std::string label;
    bool even;
    tusk::timestamptz taken;
};

class rows_to_vector : public bench::session {
public:
    explicit rows_to_vector(const bench::task& task) : connection_(tusk::connect(task.server)), rows_(task.rows) {
        connection_.autocommit(true);
    }

    std::int64_t work(bench::digest& seen) override {
        const std::vector<reading> all = fetch();
        for (const reading& row : all) {
            seen.number(row.id);
            seen.real(row.value);
            seen.text(row.label);
            seen.flag(row.even);
            seen.number(row.taken.microseconds);
        }
        return static_cast<std::int64_t>(all.size());
    }

private:
    std::vector<reading> fetch() {
        return connection_.cursor().stream(bench::queries::readings, rows_).as<reading>().to_vector();
    }

    tusk::connection connection_;
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<rows_to_vector>(argc, argv); }
