// One INSERT for each of many rows, in one transaction, by libpq's pipeline mode: one Sync at the end, and answers are
// taken while there is more to send, so that neither side waits for the other with full buffers.
#include "bench/live/support/libpq.hpp"

#include "bench/live/support/measure.hpp"
#include "bench/live/support/new_row.hpp"
#include "bench/live/support/queries.hpp"

#include <cstdlib>

namespace {

using namespace bench;

class executemany : public session {
public:
    explicit executemany(const task& wanted)
        : connection_(libpq::connect(wanted.server)), rows_(new_rows(wanted.rows)) {
        libpq::execute(connection_, queries::create_inserted);
        libpq::prepare(connection_, "insert", queries::insert);
        libpq::prepare(connection_, "sum", queries::sum_inserted);
    }

    void before() override { libpq::execute(connection_, queries::truncate_inserted); }

    std::int64_t work(digest&) override {
        libpq::execute(connection_, "BEGIN");
        const std::int64_t inserted = insert_all();
        libpq::execute(connection_, "COMMIT");
        return inserted;
    }

    void after(digest& seen) override {
        const libpq::result sums = libpq::execute_prepared(connection_, "sum", {});
        seen.number(libpq::number<std::int64_t>(sums, 0, 0));
        seen.number(libpq::number<std::int64_t>(sums, 0, 1));
    }

private:
    static constexpr std::size_t sends_between_looks = 512;

    std::int64_t insert_all() {
        inserted_ = 0;
        answered_ = 0;
        if (PQsetnonblocking(connection_.get(), 1) != 0 || PQenterPipelineMode(connection_.get()) != 1) fail();
        for (std::size_t sent = 0; sent < rows_.size(); ++sent) {
            send(rows_[sent]);
            if (sent % sends_between_looks == sends_between_looks - 1) take_answers_that_are_there(sent);
        }
        if (PQpipelineSync(connection_.get()) != 1) fail();
        while (answered_ < rows_.size()) take_answer();
        static_cast<void>(libpq::result(PQgetResult(connection_.get()))); // that of the Sync
        if (PQexitPipelineMode(connection_.get()) != 1 || PQsetnonblocking(connection_.get(), 0) != 0) fail();
        return inserted_;
    }

    void send(const new_row& row) {
        parameters_.clear();
        parameters_.number(row.id);
        parameters_.real(row.value);
        parameters_.text(row.label);
        parameters_.flag(row.even);
        libpq::send_prepared(connection_, "insert", parameters_);
    }

    void take_answers_that_are_there(std::size_t sent) {
        if (PQconsumeInput(connection_.get()) != 1) fail();
        while (answered_ < sent && PQisBusy(connection_.get()) == 0) take_answer();
    }

    /// A statement is answered by one result and a null pointer.
    void take_answer() {
        PGresult* const raw = PQgetResult(connection_.get());
        if (raw == nullptr) {
            ++answered_;
            return;
        }
        inserted_ += std::atoll(PQcmdTuples(libpq::checked(raw).get()));
    }

    [[noreturn]] void fail() const { throw std::runtime_error(PQerrorMessage(connection_.get())); }

    libpq::connection connection_;
    libpq::parameters parameters_;
    std::vector<new_row> rows_;
    std::int64_t inserted_ = 0;
    std::size_t answered_ = 0;
};

} // namespace

int main(int argc, char* argv[]) { return run<executemany>(argc, argv); }
