// Each field decoded where it was received.
#include "bench/live/support/floor_readings.hpp"
#include "bench/live/support/measure.hpp"

namespace {

using namespace bench;

class rows_stream : public session {
public:
    explicit rows_stream(const task& wanted) : connection_(wanted.server), rows_(wanted.rows) {
        connection_.prepare("readings", queries::readings);
    }

    std::int64_t work(digest& seen) override {
        wire::ask_for_readings(connection_, rows_);
        std::int64_t rows = 0;
        connection_.rows([&](const char* fields) {
            wire::reading row(fields);
            seen.number(row.id());
            seen.real(row.value());
            seen.text(row.label());
            seen.flag(row.even());
            seen.number(row.taken());
            ++rows;
        });
        return rows;
    }

private:
    wire::connection connection_;
    std::int64_t rows_;
};

} // namespace

int main(int argc, char* argv[]) { return bench::run<rows_stream>(argc, argv); }
