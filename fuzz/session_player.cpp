#include "fuzz/session_player.hpp"

#include "client/bind.hpp"
#include "client/statement_cache.hpp"
#include "fuzz/memory_server.hpp"
#include "protocol/execute.hpp"
#include "transport/establish.hpp"

#include <tusk/decode.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/text.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <type_traits>

namespace fuzz {

using namespace tusk::protocol;
using tusk::client::prepared_statement;
using call = session_script::call;

namespace {

/// Thrown by the caller's own code; it must come out as it is.
struct users_own_failure {};

/// As many values as a statement has parameters: texts, which go to every type.
std::vector<tusk::parameter> values_for(const prepared_statement& statement, const std::string_view& value) {
    return std::vector<tusk::parameter>(statement.parameters.size(), tusk::parameter(value));
}

class sets_of_one_value : public parameter_sets {
public:
    sets_of_one_value(const prepared_statement& statement, std::string_view value, int count, int failing)
        : statement_(statement), value_(value), count_(count), failing_(failing) {}

    bool queue_next(channel& ch) override {
        if (next_ == failing_) throw users_own_failure();
        if (next_++ == count_) return false;
        tusk::client::queue_bind(ch, statement_, values_for(statement_, value_));
        queue_execute(ch);
        return true;
    }

private:
    const prepared_statement& statement_;
    std::string_view value_;
    int count_;
    int failing_;
    int next_ = 0;
};

class player {
public:
    player(const session_script& script, chunk_sizes chunks)
        : script_(script), server_(script.stream, chunks, has(session_script::receives_while_writing)) {}

    std::string play() {
        attempt("connect", [this] { connect(); });
        for (const std::byte each : script_.calls) {
            if (closed_ || ch_.state() == condition::broken) break;
            make(static_cast<call>(std::to_integer<unsigned>(each) % session_script::call_count));
        }
        return std::move(log_);
    }

private:
    using prepared = std::shared_ptr<const prepared_statement>;

    [[nodiscard]] bool has(unsigned a_switch) const noexcept { return (script_.switches & a_switch) != 0; }
    void show(std::string_view text) { log_.append(" ").append(text); }

    /// Whatever the server sends without being asked is there before the next exchange, whatever the size of chunks.
    void arrive() {
        if (ch_.state() == condition::ready) server_.arrive(ch_);
    }
    template <class T>
    T run(exchange<T> conversation) {
        if constexpr (std::is_void_v<T>) {
            server_.run(ch_, std::move(conversation));
            arrive();
        } else {
            T result = server_.run(ch_, std::move(conversation));
            arrive();
            return result;
        }
    }

    /// Does what the user asked for. Whatever comes of it, the connection is usable, or lost and known to be.
    void attempt(std::string_view name, const std::function<void()>& work) {
        log_.append(name).append(":");
        try {
            work();
            require(closed_ || ch_.state() == condition::ready);
        } catch (const users_own_failure&) {
            show("the user's own failure");
            require(ch_.state() != condition::draining);
        } catch (const tusk::protocol_error& trouble) {
            show(trouble.what());
            ch_.mark_broken(); // as the session does
        } catch (const tusk::error& trouble) {
            show(trouble.what());
        }
        log_ += '\n';
        if (ch_.state() == condition::draining) attempt("drain", [this] { run(drain(ch_)); });
        require(ch_.state() != condition::draining);
        arrive();
        require(ch_.input().segment().capacity() <= input_buffer::smallest + 4 * server_.given());
    }

    void make(call asked_for) {
        switch (asked_for) {
        case call::execute_cached: return attempt("execute", [this] { execute(cached()); });
        case call::execute_uncached: return attempt("execute", [this] { execute(prepare("")); });
        case call::execute_many: return attempt("many", [this] { execute_many("7", 3, -1); });
        case call::execute_huge: return attempt("huge", [this] { execute_many(huge(), 3, -1); });
        case call::execute_failing: return attempt("failing", [this] { execute_many("7", 3, 1); });
        case call::script: return attempt("script", [this] { query("select 1; select 2", must_begin()); });
        case call::stream_all: return attempt("stream", [this] { stream(false); });
        case call::stream_some: return attempt("stream", [this] { stream(true); });
        case call::commit: return attempt("commit", [this] { query("COMMIT", false); });
        case call::rollback: return attempt("rollback", [this] { query("ROLLBACK", false); });
        case call::cancel: return cancel();
        default: return attempt("close", [this] { close(); });
        }
    }

    void connect() {
        tusk::transport::connect_plan plan;
        plan.hosts.push_back({"db.example.com", "", 5432});
        plan.mode = static_cast<tusk::ssl_mode>((script_.switches & session_script::sslmode) / 2);
        plan.login.user = "anna";
        if (!has(session_script::no_password)) plan.login.password = tusk::auth::secret(password);
        if (has(session_script::protocol_3_2)) plan.login.newest = version_3_2;
        if (has(session_script::requires_channel_binding))
            plan.login.channel_binding = tusk::auth::channel_binding_policy::require;
        plan.login.scram_max_iterations = 16;
        peer_ = establish(plan);
        if (has(session_script::short_rows)) ch_.limits.data = 1'000;
        show(peer_.encrypted ? "encrypted," : "in the clear,");
        show(peer_.login.method);
    }

    /// Whether the first bytes are taken for a text, and how much of it is shown, depends on how many have come; what
    /// is said then must not be compared.
    [[nodiscard]] tusk::transport::established establish(const tusk::transport::connect_plan& plan) {
        try {
            return run(tusk::transport::establish(ch_, plan));
        } catch (const tusk::database_error& trouble) {
            ch_.mark_broken(); // there is no session that it could belong to
            if (trouble.report() != nullptr) throw;
            throw tusk::operational_error("no connection");
        }
    }

    [[nodiscard]] bool must_begin() const noexcept {
        return !has(session_script::autocommit) && ch_.transaction_status() == backend::transaction_status::idle;
    }
    /// What goes in front of the next statement: the transaction, and the statement that the cache has dropped.
    [[nodiscard]] preamble front() {
        preamble made;
        made.begin = must_begin();
        if (cached_ && ++uses_ % 3 == 0) made.closed_statements.push_back(std::exchange(cached_, {})->name);
        return made;
    }
    [[nodiscard]] prepared prepare(const std::string& name) {
        const preamble in_front = front();
        const auto described = run(tusk::protocol::prepare(ch_, in_front, name, "select $1", {}));
        return std::make_shared<const prepared_statement>(tusk::client::describe(name, described, {}));
    }
    [[nodiscard]] prepared cached() {
        if (!cached_) cached_ = prepare("tusk_1");
        return cached_;
    }
    void queue_burst(const preamble& in_front, const prepared_statement& statement) {
        const std::string_view value = "42";
        queue_preamble(ch_, in_front);
        tusk::client::queue_bind(ch_, statement, values_for(statement, value));
        queue_execute(ch_);
        queue_sync(ch_);
    }
    [[nodiscard]] static std::optional<std::size_t> columns_of(const prepared_statement& statement) {
        if (!statement.shape) return std::nullopt;
        return statement.shape->size();
    }

    void execute(const prepared& statement) {
        const preamble in_front = front();
        queue_burst(in_front, *statement);
        tusk::detail::row_store rows;
        const completion done = run(tusk::protocol::execute(ch_, in_front, columns_of(*statement), rows));
        if (statement->shape) show_rows(*statement->shape, rows);
        show(done.tag);
    }

    static std::string_view huge() {
        static const std::string text(std::size_t{80} << 10, 'x');
        return text;
    }
    void execute_many(std::string_view value, int count, int failing) {
        const prepared statement = cached();
        const preamble in_front = front();
        sets_of_one_value sets(*statement, value, count, failing);
        show(std::to_string(run(tusk::protocol::execute_many(ch_, in_front, sets))));
    }

    void query(std::string_view sql, bool begin) {
        std::vector<described_result> results;
        run(tusk::protocol::query(ch_, begin, sql, results));
        for (const described_result& result : results) {
            if (result.row_description)
                show_rows(
                    *tusk::client::read_columns(*result.row_description, tusk::client::column_formats::described, {}),
                    result.rows);
            show(result.done.tag);
        }
    }

    /// Rows as a typed stream reads them: decoded in place, and left behind by a user who has seen enough.
    void stream(bool leaves) {
        const prepared statement = cached();
        const preamble in_front = front();
        queue_burst(in_front, *statement);
        run(begin_rows(ch_, in_front));
        using row = std::tuple<std::optional<std::int32_t>, std::optional<std::string_view>>;
        std::optional<tusk::detail::decode_plan<row>> plan;
        if (statement->shape) plan.emplace(*statement->shape);
        row_window window;
        byte_view body;
        while (plan && run(await_row(ch_, window, body)) == row_step::row) {
            row decoded;
            plan->decode(body, decoded);
            show(std::get<0>(decoded) ? std::to_string(*std::get<0>(decoded)) : "NULL");
            show(std::get<1>(decoded).value_or("NULL"));
            if (!leaves) continue;
            leave_window(ch_, window);
            run(drain(ch_));
            return;
        }
        show(run(finish_rows(ch_, plan.has_value())).tag);
    }

    void cancel() {
        channel ch;
        memory_server server(peer_.encrypted ? "S" : "", {}, false);
        log_ += "cancel:\n";
        server.run(ch, tusk::transport::cancel(ch, peer_));
    }

    void close() {
        run(terminate(ch_));
        closed_ = true;
    }

    void show_rows(const tusk::row_shape& shape, const tusk::detail::row_store& rows) {
        tusk::detail::row_walk walk(rows);
        std::size_t count = 0;
        for (byte_view body; walk.next(body); ++count) {
            for (const tusk::value field : tusk::row_view(shape, body.data() + sizeof(std::uint16_t)))
                show(field.is_null() ? "NULL" : text_of(field));
            show("|");
        }
        require(count == rows.size());
    }
    static std::string text_of(const tusk::value& field) {
        try {
            return field.to_string();
        } catch (const tusk::database_error& trouble) {
            return trouble.what();
        }
    }

    const session_script& script_;
    memory_server server_;
    channel ch_;
    tusk::transport::established peer_;
    prepared cached_;
    unsigned uses_ = 0;
    bool closed_ = false;
    std::string log_;
};

} // namespace

std::string play(const session_script& script, chunk_sizes chunks) { return player(script, chunks).play(); }

} // namespace fuzz
