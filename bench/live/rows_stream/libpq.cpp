// The whole result at once, as libpq gives it unless one asks for single rows; see libpq_single.cpp for those.
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
        const libpq::result all = libpq::execute_prepared(connection_, "readings", libpq::int8_parameter(rows_));
        const int rows = PQntuples(all.get());
        for (int row = 0; row < rows; ++row) libpq::read_reading(all, row, seen);
        return rows;
    }

private:
    libpq::connection connection_;
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<rows_stream>(argc, argv); }
