// A result of libpq, copied into a vector whose size is known then.
#include "bench/live/support/libpq_readings.hpp"
#include "bench/live/support/owned_reading.hpp"

namespace {

using namespace bench;

class rows_to_vector : public session {
public:
    explicit rows_to_vector(const task& wanted) : connection_(libpq::connect(wanted.server)) {
        libpq::prepare(connection_, "it", queries::readings);
        parameters_.number(wanted.rows);
    }

    std::int64_t work(digest& seen) override { return read_all(fetch(), seen); }

private:
    std::vector<owned_reading> fetch() {
        const libpq::result all = libpq::execute_prepared(connection_, "it", parameters_);
        const int count = PQntuples(all.get());
        std::vector<owned_reading> rows;
        rows.reserve(static_cast<std::size_t>(count));
        for (int row = 0; row < count; ++row) {
            libpq::require_values(all, row);
            rows.push_back({libpq::number<std::int64_t>(all, row, 0), libpq::real(all, row, 1),
                            std::string(libpq::text(all, row, 2)), libpq::flag(all, row, 3),
                            libpq::number<std::int64_t>(all, row, 4)});
        }
        return rows;
    }

    libpq::connection connection_;
    libpq::parameters parameters_;
};

} // namespace

int main(int argc, char* argv[]) { return run<rows_to_vector>(argc, argv); }
