// libpq's single-row mode: a result a row, in constant memory.
#include "bench/live/support/libpq_readings.hpp"
#include "bench/live/support/measure.hpp"
#include "bench/live/support/queries.hpp"

namespace {

using namespace bench;

class rows_stream : public session {
public:
    explicit rows_stream(const task& wanted) : connection_(libpq::connect(wanted.server)), rows_(wanted.rows) {
        libpq::prepare(connection_, "readings", queries::readings);
    }

    std::int64_t work(digest& seen) override {
        libpq::send_prepared(connection_, "readings", libpq::int8_parameter(rows_));
        if (PQsetSingleRowMode(connection_.get()) != 1) throw std::runtime_error("no single-row mode");
        std::int64_t rows = 0;
        while (PGresult* raw = PQgetResult(connection_.get())) {
            const libpq::result one = libpq::checked(raw);
            if (PQntuples(raw) == 0) continue; // the one that ends the rows
            libpq::read_reading(one, 0, seen);
            ++rows;
        }
        return rows;
    }

private:
    libpq::connection connection_;
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<rows_stream>(argc, argv); }
