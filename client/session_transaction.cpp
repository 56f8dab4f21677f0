#include "client/operation.hpp"
#include "client/session.hpp"

#include <tusk/errors.hpp>

namespace tusk::detail {

using namespace protocol;

completion session::end_transaction(const char* command) {
    std::vector<described_result> answers;
    run(query(ch_, false, command, answers));
    return answers.empty() ? completion() : std::move(answers.back().done);
}

void session::commit() {
    const operation now(*this);
    if (idle()) return;
    completion done;
    try {
        done = end_transaction("COMMIT");
    } catch (const operational_error& trouble) {
        if (trouble.report() != nullptr || trouble.statement_delivery() == delivery::not_sent) throw;
        throw operational_error(std::string("whether the transaction was committed is not known: ") + trouble.what(),
                                delivery::sent);
    }
    if (done.tag != "ROLLBACK") return;
    throw errors::in_failed_sql_transaction(
        "the transaction was rolled back, not committed: a statement in it had failed. "
        "Call rollback() after an error",
        delivery::answered);
}

void session::rollback() {
    const operation now(*this);
    if (!idle()) static_cast<void>(end_transaction("ROLLBACK"));
}

bool session::autocommit() {
    const auto held = lock();
    require_open();
    return autocommit_;
}

void session::autocommit(bool on) {
    const operation now(*this);
    if (!idle())
        throw programming_error("autocommit cannot change inside a transaction: call commit() or rollback() first");
    autocommit_ = on;
}

tusk::transaction_status session::transaction_status() {
    const auto held = lock();
    if (closed()) return tusk::transaction_status::unknown;
    switch (ch_.transaction_status()) {
    case backend::transaction_status::idle: return tusk::transaction_status::idle;
    case backend::transaction_status::in_transaction: return tusk::transaction_status::in_transaction;
    case backend::transaction_status::failed: return tusk::transaction_status::failed;
    }
    return tusk::transaction_status::unknown;
}

} // namespace tusk::detail
