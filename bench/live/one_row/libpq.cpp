// A row of five columns by its key: a statement is executed for each row.
#include "bench/live/support/libpq_readings.hpp"

namespace {

using namespace bench;

class one_row : public session {
public:
    explicit one_row(const task& wanted) : connection_(libpq::connect(wanted.server)), rows_(wanted.rows) {
        libpq::prepare(connection_, "it", queries::reading_by_id);
    }

    std::int64_t work(digest& seen) override {
        libpq::parameters parameters;
        for (std::int64_t id = 1; id <= rows_; ++id) {
            parameters.clear();
            parameters.number(id);
            const libpq::result one = libpq::execute_prepared(connection_, "it", parameters);
            if (PQntuples(one.get()) != 1) throw std::runtime_error("no such reading");
            libpq::read_reading(one, 0, seen);
        }
        return rows_;
    }

private:
    libpq::connection connection_;
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return run<one_row>(argc, argv); }
