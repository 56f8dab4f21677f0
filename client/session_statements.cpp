#include "client/bind.hpp"
#include "client/operation.hpp"
#include "client/session.hpp"

#include <tusk/protocol/backend.hpp>

#include <algorithm>
#include <utility>

namespace tusk::detail {

using namespace protocol;
using client::prepared_statement;

namespace {

void add_column_types(std::vector<oid>& types, byte_view row_description) {
    for (const auto& field : backend::row_description::decode(row_description).fields) types.push_back(field.type);
}

std::vector<oid> types_in(const described_statement& described) {
    std::vector<oid> types = described.parameters;
    if (described.row_description) add_column_types(types, *described.row_description);
    return types;
}

/// All sets share one statement, which is prepared before the first is looked at.
void refuse_pins(std::span<const parameter> values) {
    for (const parameter& value : values)
        if (!value.pinned_type().empty())
            throw interface_error("tusk::as<\"" + std::string(value.pinned_type()) +
                                  "\"> cannot pin a parameter of executemany: use setinputsizes() for all sets");
}

/// The sets of an executemany as Bind and Execute.
class bound_sets : public parameter_sets {
public:
    using statement_for_set = std::function<const prepared_statement&(std::size_t values)>;

    bound_sets(statement_for_set statement, const parameter_source& next_set,
               std::atomic<std::thread::id>& feeding_thread)
        : statement_(std::move(statement)), next_set_(next_set), feeding_thread_(feeding_thread) {}

    bool queue_next(channel& ch) override {
        const std::size_t before = ch.queued();
        const feeding now(feeding_thread_);
        try {
            return next_set_([&](std::span<const parameter> values) {
                refuse_pins(values);
                client::queue_bind(ch, statement_(values.size()), values);
                queue_execute(ch);
            });
        } catch (...) {
            ch.forget_output(before);
            throw;
        }
    }

private:
    /// The user's code runs now, in this thread, and with the session's lock held.
    struct feeding {
        explicit feeding(std::atomic<std::thread::id>& thread) noexcept : thread_(thread) {
            thread_.store(std::this_thread::get_id());
        }
        feeding(const feeding&) = delete;
        feeding& operator=(const feeding&) = delete;
        ~feeding() { thread_.store(std::thread::id()); }

        std::atomic<std::thread::id>& thread_;
    };

    statement_for_set statement_;
    const parameter_source& next_set_;
    std::atomic<std::thread::id>& feeding_thread_;
};

} // namespace

bool session::is_stale_plan(const database_error& trouble) noexcept {
    if (trouble.report() == nullptr) return false;
    return trouble.sqlstate() == "26000" ||
           (trouble.sqlstate() == "0A000" && trouble.report()->routine == "RevalidateCachedQuery");
}

preamble session::take_preamble() {
    preamble front;
    front.closed_statements = std::exchange(statements_to_close_, {});
    front.begin = must_begin();
    return front;
}

std::shared_ptr<const prepared_statement> session::statement_for(std::string_view sql, std::span<const oid> types) {
    if (auto known = statements_.find(sql, types)) return known;
    return prepare(sql, types);
}

std::shared_ptr<const prepared_statement> session::prepare(std::string_view sql, std::span<const oid> types) {
    std::string name =
        statements_.enabled() ? statement_prefix_ + std::to_string(++statements_prepared_) : std::string();
    const preamble front = take_preamble();
    described_statement described;
    try {
        described = run(protocol::prepare(ch_, front, name, sql, types));
    } catch (const database_error& trouble) {
        // They are still to be closed.
        if (trouble.statement_delivery() == delivery::not_sent) statements_to_close_ = front.closed_statements;
        throw;
    }
    try {
        return keep(sql, types, name, std::move(described));
    } catch (...) {
        if (!name.empty()) statements_to_close_.push_back(std::move(name));
        throw;
    }
}

std::shared_ptr<const prepared_statement> session::keep(std::string_view sql, std::span<const oid> types,
                                                        std::string& name, described_statement described) {
    const std::vector<oid> mentioned = types_in(described);
    static_cast<void>(learn_types(mentioned));
    const bool all_known =
        std::none_of(mentioned.begin(), mentioned.end(), [this](oid type) { return types_.lacks(type); });
    // What this transaction cannot see yet is described in another way later.
    if (!all_known && !name.empty()) statements_to_close_.push_back(std::exchange(name, {}));
    auto statement = std::make_shared<const prepared_statement>(client::describe(name, described, types_));
    if (statement->shape && speaks_utf8()) require_utf8_names(*statement->shape);
    if (!name.empty())
        if (std::string evicted = statements_.insert(sql, types, statement); !evicted.empty())
            statements_to_close_.push_back(std::move(evicted));
    return statement;
}

void session::queue_burst(const preamble& front, const prepared_statement& statement,
                          std::span<const parameter> values) {
    const std::size_t before = ch_.queued();
    try {
        queue_preamble(ch_, front);
        client::queue_bind(ch_, statement, values);
        queue_execute(ch_);
        queue_sync(ch_);
    } catch (...) {
        ch_.forget_output(before);
        // They are still to be closed.
        statements_to_close_ = front.closed_statements;
        throw;
    }
}

void session::forget_statement(std::string_view sql, std::span<const oid> types) {
    // One whose plan went stale is still there; that one which is not may be closed just as well.
    if (std::string name = statements_.erase(sql, types); !name.empty())
        statements_to_close_.push_back(std::move(name));
}

result_pointer session::execute_once(std::string_view sql, std::span<const parameter> values,
                                     std::span<const oid> types) {
    const auto statement = statement_for(sql, types);
    // Made before anything is queued: what is queued will be run.
    auto result = std::make_shared<result_set>();
    const preamble front = take_preamble(sql, *statement);
    queue_burst(front, *statement, values);
    result->shape = statement->shape;
    std::optional<std::size_t> columns;
    if (statement->shape) columns = statement->shape->size();
    completion done = run(protocol::execute(ch_, front, columns, result->rows));
    result->command_tag = std::move(done.tag);
    result->affected = done.affected;
    return result;
}

result_pointer session::execute(std::string_view sql, std::span<const parameter> values, std::span<const oid> types) {
    const operation now(*this);
    return with_pinned_types(values, types, [&](std::span<const oid> pinned) {
        if (without_names_) return execute_unnamed(sql, values, pinned);
        return with_fresh_plan(sql, pinned, [&] { return execute_once(sql, values, pinned); });
    });
}

std::int64_t session::execute_many(std::string_view sql, const parameter_source& next_set, std::span<const oid> types) {
    const operation now(*this);
    if (without_names_) return execute_many_unnamed(sql, next_set, types);
    const auto statement = statement_for(sql, types);
    const preamble front = take_preamble(sql, *statement);
    bound_sets sets([&](std::size_t) -> const prepared_statement& { return *statement; }, next_set, feeding_thread_);
    try {
        return run(protocol::execute_many(ch_, front, sets));
    } catch (const database_error& trouble) {
        // The sets cannot be asked for twice, but the next call shall find a statement that works.
        if (is_stale_plan(trouble)) forget_statement(sql, types);
        throw;
    }
}

std::int64_t session::execute_many_unnamed(std::string_view sql, const parameter_source& next_set,
                                           std::span<const oid> types) {
    static_cast<void>(learn_types(types));
    const preamble front = take_preamble(sql, types);
    prepared_statement inferred;
    const auto statement = [&](std::size_t values) -> const prepared_statement& {
        if (inferred.parameters.size() != values) inferred = client::undescribed(values, types, types_);
        return inferred;
    };
    bound_sets sets(statement, next_set, feeding_thread_);
    return run(protocol::execute_many(ch_, front, sets));
}

void session::learn_types_behind(std::span<const described_result> answers) {
    if (ch_.transaction_status() == backend::transaction_status::failed) return;
    std::vector<oid> types;
    for (const described_result& answer : answers)
        if (answer.row_description) add_column_types(types, *answer.row_description);
    try {
        learn_types(types);
    } catch (const database_error& trouble) {
        // The statements have run. Their values are text, which can be read without knowing more of their types. But in
        // a transaction the refusal undoes it, and a server that breaks the protocol is not believed.
        if (!idle() || trouble.report() == nullptr) throw;
    }
}

std::deque<result_pointer> session::execute_script(std::string_view sql) {
    const operation now(*this);
    std::vector<described_result> answers;
    const bool spoke_utf8 = speaks_utf8();
    run(query(ch_, must_begin(), sql, answers));
    learn_types_behind(answers);
    std::deque<result_pointer> results;
    for (described_result& answer : answers) results.push_back(make_result(answer, spoke_utf8));
    return results;
}

result_pointer session::make_result(described_result& answer, bool spoke_utf8) {
    auto result = std::make_shared<result_set>();
    if (answer.row_description) {
        result->shape = client::read_columns(*answer.row_description, client::column_formats::described, types_);
        if (spoke_utf8 && speaks_utf8()) require_utf8_names(*result->shape);
    }
    result->rows = std::move(answer.rows);
    result->command_tag = std::move(answer.done.tag);
    result->affected = answer.done.affected;
    return result;
}

} // namespace tusk::detail
