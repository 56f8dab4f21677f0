/// \file
/// What connections, cursors and streams share: the one session with the server, and the lock that serialises its use.
#pragma once

#include "client/statement_cache.hpp"
#include "client/type_catalogue.hpp"
#include "protocol/channel.hpp"
#include "protocol/execute.hpp"
#include "transport/blocking_driver.hpp"
#include "transport/establish.hpp"
#include "transport/stream.hpp"

#include <tusk/connection.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <vector>

namespace tusk::detail {

using result_pointer = std::shared_ptr<const result_set>;

/// A session. Every public function takes the lock itself; those that talk to the server wait until it is free.
class session {
public:
    /// Connects and logs in.
    session(const params& parameters, const connect_options& options);
    ~session();
    session(const session&) = delete;
    session& operator=(const session&) = delete;

    /// \name Statements
    /// \{
    [[nodiscard]] result_pointer execute(std::string_view sql, std::span<const parameter> values,
                                         std::span<const oid> types);
    [[nodiscard]] std::int64_t execute_many(std::string_view sql, const parameter_source& next_set,
                                            std::span<const oid> types);
    [[nodiscard]] std::deque<result_pointer> execute_script(std::string_view sql);
    /// \}

    /// \name Streams
    /// A stream occupies the session under a ticket, from `begin_stream` until its last row or `end_stream`.
    /// \{
    struct begun_stream {
        std::shared_ptr<const row_shape> shape;
        std::uint64_t ticket;
    };
    [[nodiscard]] begun_stream begin_stream(std::string_view sql, std::span<const parameter> values,
                                            std::span<const oid> types);
    /// The next row's body; none at the end, and `affected` is set then. With `kept`, the bodies of earlier rows stay
    /// good: the segment that they lie in is added there.
    [[nodiscard]] std::optional<protocol::byte_view> next_row(std::uint64_t ticket, protocol::row_window& window,
                                                              std::int64_t& affected,
                                                              std::vector<protocol::segment_ref>* kept);
    void end_stream(std::uint64_t ticket, protocol::row_window& window) noexcept;
    /// Nothing that comes from the server can be believed any more.
    void break_connection() noexcept;
    /// \}

    /// \name Transactions
    /// \{
    void commit();
    void rollback();
    [[nodiscard]] bool autocommit();
    void autocommit(bool on);
    [[nodiscard]] tusk::transaction_status transaction_status();
    /// \}

    void forget_types();

    void close() noexcept;
    void close_untraced() noexcept;
    [[nodiscard]] bool closed() const noexcept { return closed_.load(std::memory_order_acquire); }
    /// \throws interface_error when it is closed.
    void require_open() const;
    void cancel(std::chrono::milliseconds longest);
    void operation_timeout(std::chrono::milliseconds longest);

    [[nodiscard]] std::optional<std::string> parameter_status(std::string_view name);
    [[nodiscard]] connection_info info() const;
    [[nodiscard]] std::int32_t backend_pid() const;
    [[nodiscard]] bool encrypted() const;
    [[nodiscard]] std::string_view login_method() const;
    [[nodiscard]] std::vector<server_report> notices();
    void on_notice(std::function<void(const server_report&)> handler);
    [[nodiscard]] std::vector<notification> notifications();
    void trace(std::ostream* out);

private:
    friend class operation;

    /// Takes the lock.
    /// \throws interface_error when this thread holds it already: the parameters of its executemany ask for it
    [[nodiscard]] std::unique_lock<std::mutex> lock();
    [[nodiscard]] bool feeding_here() const noexcept { return feeding_thread_.load() == std::this_thread::get_id(); }

    /// \name With the lock held
    /// \{
    template <class T>
    T run(protocol::exchange<T> conversation) {
        try {
            return driver_.run(ch_, std::move(conversation), deadline());
        } catch (const protocol_error&) {
            close_hard();
            throw;
        } catch (...) {
            if (ch_.state() == protocol::condition::broken) close_hard();
            throw;
        }
    }
    void back_into_step();
    void say_farewell() noexcept;
    void stop_tracing() noexcept;
    void close_hard() noexcept;
    [[nodiscard]] bool idle() const noexcept {
        return ch_.transaction_status() == protocol::backend::transaction_status::idle;
    }
    [[nodiscard]] bool must_begin() const noexcept { return !autocommit_ && idle(); }
    [[nodiscard]] protocol::preamble take_preamble();
    void queue_burst(const protocol::preamble& front, const client::prepared_statement& statement,
                     std::span<const parameter> values);
    [[nodiscard]] std::shared_ptr<const client::prepared_statement> statement_for(std::string_view sql,
                                                                                  std::span<const oid> types);
    /// The result of a statement that was not prepared. `spoke_utf8`: before it ran
    [[nodiscard]] result_pointer make_result(protocol::described_result& answer, bool spoke_utf8);
    /// \name Without prepared statements
    /// Each statement is one burst that relies on nothing sent before: any pooler may hand it to any server session.
    /// \{
    [[nodiscard]] protocol::preamble take_preamble(std::string_view sql, std::span<const oid> types);
    /// For a statement that was described: one without a name is parsed again beside its Bind, since between two
    /// requests a pooler may have gone over to a server session where somebody else's has none.
    [[nodiscard]] protocol::preamble take_preamble(std::string_view sql, const client::prepared_statement& statement);
    [[nodiscard]] protocol::preamble queue_unnamed_burst(std::string_view sql, std::span<const parameter> values,
                                                         std::span<const oid> types);
    [[nodiscard]] result_pointer execute_unnamed(std::string_view sql, std::span<const parameter> values,
                                                 std::span<const oid> types);
    [[nodiscard]] std::int64_t execute_many_unnamed(std::string_view sql, const parameter_source& next_set,
                                                    std::span<const oid> types);
    [[nodiscard]] begun_stream begin_unnamed_stream(std::string_view sql, std::span<const parameter> values,
                                                    std::span<const oid> types);
    /// \}
    [[nodiscard]] std::shared_ptr<const client::prepared_statement> prepare(std::string_view sql,
                                                                            std::span<const oid> types);
    /// Looks up what a described statement mentions, and keeps it under its name unless it could not be looked up.
    /// `name` is empty afterwards where it is not kept: then it is closed later.
    [[nodiscard]] std::shared_ptr<const client::prepared_statement>
    keep(std::string_view sql, std::span<const oid> types, std::string& name, protocol::described_statement described);
    void learn_types_behind(std::span<const protocol::described_result> answers);
    /// Whether names must come in UTF-8. A database in SQL_ASCII never looks at what its names are made of.
    [[nodiscard]] bool speaks_utf8() const;
    /// \throws protocol_error for a column whose name is not UTF-8
    void require_utf8_names(const row_shape& shape);
    /// Asks the catalogue about the types among these that are not known yet. Returns whether there were any.
    bool learn_types(std::span<const oid> types);
    /// The types that setinputsizes() and tusk::as pin together; `memory` holds what the answer may point into.
    [[nodiscard]] std::span<const oid> pinned_types(std::span<const parameter> values, std::span<const oid> types,
                                                    std::vector<oid>& memory);
    /// Runs `attempt` with them. What a name means may have been rolled back: a failure has it looked up anew.
    template <class Attempt>
    auto with_pinned_types(std::span<const parameter> values, std::span<const oid> types, Attempt attempt) {
        std::vector<oid> memory;
        const std::span<const oid> pinned = pinned_types(values, types, memory);
        try {
            return attempt(pinned);
        } catch (const database_error&) {
            if (!memory.empty()) types_.forget_names();
            throw;
        }
    }
    [[nodiscard]] oid type_named(std::string_view name);
    /// Asks a question of our own, which opens no transaction. `use` gets the answer, a vector of `Row`s.
    template <class Row, class Use>
    void ask_catalogue(const std::string& question, Use use);
    /// As server_version_num says it; 0 when the server does not.
    [[nodiscard]] int version() const;
    /// The server's plan or statement is not the one that we remember: the table changed (0A000 from its plan cache),
    /// or somebody deallocated the statement, DISCARD or a pooler (26000).
    [[nodiscard]] static bool is_stale_plan(const database_error& trouble) noexcept;
    /// Runs `attempt`; a statement whose plan became stale is prepared again, once, where no transaction sees that.
    template <class Attempt>
    std::invoke_result_t<Attempt&> with_fresh_plan(std::string_view sql, std::span<const oid> types, Attempt attempt) {
        const bool outside_transaction = idle();
        try {
            return attempt();
        } catch (const database_error& trouble) {
            if (!is_stale_plan(trouble)) throw;
            forget_statement(sql, types);
            if (!outside_transaction || closed()) throw;
        }
        if (!idle()) static_cast<void>(end_transaction("ROLLBACK"));
        return attempt();
    }
    [[nodiscard]] result_pointer execute_once(std::string_view sql, std::span<const parameter> values,
                                              std::span<const oid> types);
    [[nodiscard]] begun_stream begin_stream_of(std::shared_ptr<const row_shape> shape);
    [[nodiscard]] begun_stream begin_stream_once(std::string_view sql, std::span<const parameter> values,
                                                 std::span<const oid> types);
    void forget_statement(std::string_view sql, std::span<const oid> types);
    void require_stream(std::uint64_t ticket) const;
    void free_stream() noexcept;
    [[nodiscard]] protocol::completion end_transaction(const char* command);
    [[nodiscard]] transport::clock::time_point deadline() const;
    /// \}

    const std::shared_ptr<const transport::tls_context> tls_;
    const transport::driver_settings driver_settings_;
    transport::established peer_; // constant once connected
    std::string user_;
    std::string dbname_;

    std::mutex mutex_;
    std::condition_variable freed_; // the stream that occupied the session ended
    protocol::channel ch_;
    transport::stream wire_;
    transport::blocking_driver driver_;
    const bool without_names_; // keyword prefer_simple_protocol
    client::statement_cache statements_;
    std::vector<std::string> statements_to_close_;
    const std::string statement_prefix_;
    std::uint64_t statements_prepared_ = 0;
    client::type_catalogue types_;
    std::chrono::milliseconds operation_timeout_{0};
    bool autocommit_ = false;
    std::uint64_t stream_ticket_ = 0; // of the stream that occupies the session; 0: none does
    std::uint64_t tickets_ = 0;
    std::thread::id streaming_thread_;
    bool stream_returns_rows_ = false;
    std::function<void(const server_report&)> notice_handler_;
    std::unique_ptr<protocol::transcript> transcript_;
    std::atomic<bool> closed_ = false;
    std::atomic<std::thread::id> feeding_thread_{}; // where an executemany is taking its parameters from the user

    // Cancelling cannot wait for the lock above, which the statement to be cancelled holds.
    std::mutex cancel_mutex_;
    std::condition_variable cancelled_;
    std::atomic<unsigned> cancels_under_way_ = 0; // changes under the mutex; looked at without
};

} // namespace tusk::detail
