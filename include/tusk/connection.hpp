/// \file
/// The connection: a session with a server, its transaction, and what the server says of itself.
#pragma once

#include <tusk/connect_options.hpp>
#include <tusk/connection_info.hpp>
#include <tusk/cursor.hpp>
#include <tusk/notification.hpp>
#include <tusk/params.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <future>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tusk {

/// Where a connection stands between statements.
enum class transaction_status : std::uint8_t {
    idle,           ///< outside of any transaction
    in_transaction, ///< inside one
    failed,         ///< inside one that failed: everything but a rollback is refused
    unknown,        ///< the connection is lost or closed
};

/// A session with a server. Threads may share it: it lets their statements run one after the other. Destroying it
/// closes it, which rolls back a transaction that was not committed.
///
/// Outside autocommit, which is where a connection begins, the first statement opens a transaction and `commit()` or
/// `rollback()` ends it. A statement that fails ends nothing by itself: roll back, then go on.
///
/// Every member function but `close`, `closed` and `transaction_status` throws interface_error once the connection is
/// closed, and operational_error when it is lost.
class TUSK_API connection {
public:
    /// Made by `tusk::connect`.
    explicit connection(std::shared_ptr<detail::session> session) noexcept;
    connection(connection&&) noexcept = default;
    connection& operator=(connection&& other) noexcept;
    ~connection();

    /// A new cursor. It keeps the session's memory alive, but not the session open.
    [[nodiscard]] tusk::cursor cursor();
    /// A new cursor that has run a statement: `for (const auto& row : conn.execute("SELECT …")) …`
    template <class... T>
    tusk::cursor execute(std::string_view sql, const T&... values) {
        tusk::cursor fresh = cursor();
        fresh.execute(sql, values...);
        return fresh;
    }

    /// Ends the transaction and keeps what it did; does nothing when there is none.
    /// \throws errors::in_failed_sql_transaction when the transaction had failed, so that the server rolled it back
    ///         instead; the connection is idle then. operational_error with `statement_delivery() == delivery::sent`
    ///         when the connection was lost before the answer: whether the transaction was committed is not known.
    void commit();
    /// Ends the transaction and undoes what it did; does nothing when there is none.
    void rollback();

    /// Whether every statement is a transaction of its own.
    [[nodiscard]] bool autocommit() const;
    /// With `true`, every statement is a transaction of its own and opens none.
    /// \throws programming_error inside a transaction
    void autocommit(bool on);

    /// Ends the session. A transaction that is open is rolled back. Closing again does nothing; never throws.
    void close() noexcept;
    /// Whether it was closed, or found to be lost.
    [[nodiscard]] bool closed() const noexcept;

    /// Asks the server to cancel the statement that runs, from any thread; that statement then throws
    /// errors::query_canceled, unless it was faster. It goes to the server that the session is with, over a connection
    /// that is encrypted and verified as the session's is. Returns once the server has taken note.
    /// \throws not_supported_error when the server gave no key to cancel with; operational_error when it cannot be
    ///         reached, or does not take note within `longest`
    void cancel(std::chrono::milliseconds longest = std::chrono::seconds(10));
    /// The same without waiting: the future says when the server has taken note, or throws. Destroying the future waits
    /// for that, `longest` at most.
    [[nodiscard]] std::future<void> async_cancel(std::chrono::milliseconds longest = std::chrono::seconds(10));

    /// Forgets what the catalogue said of types that are not built in, and the statements that were prepared with that.
    /// To be called when types were altered, or dropped and made anew (a rollback counts), while this connection knew
    /// them.
    void forget_types();

    /// How long a single operation may take; when it takes longer the connection is closed and operational_error
    /// thrown. Zero, as at the beginning: without end.
    void operation_timeout(std::chrono::milliseconds longest);

    /// As the server said with its last answer.
    [[nodiscard]] tusk::transaction_status transaction_status() const;
    /// 150004 for 15.4; 0 when the server does not say.
    [[nodiscard]] int server_version() const;
    /// A parameter that the server reports by itself, such as "TimeZone"; none when it does not report that one.
    [[nodiscard]] std::optional<std::string> parameter_status(std::string_view name) const;
    /// Where this connection goes, and how it is protected.
    [[nodiscard]] connection_info info() const;
    /// The server process of this session. Poolers make numbers up.
    [[nodiscard]] std::int32_t backend_pid() const;
    /// Whether TLS protects the connection.
    [[nodiscard]] bool encrypted() const;
    /// What the server asked of us: "none" (it trusts, or knows us by our certificate or our operating system's user),
    /// "password", "md5", "scram-sha-256", "scram-sha-256-plus", which is bound to the TLS connection, or "oauth".
    [[nodiscard]] std::string_view login_method() const;

    /// The notices that came since the last call, oldest first. At most 1,000 are kept, the latest.
    [[nodiscard]] std::vector<server_report> notices();
    /// Calls `handler` for each notice instead of keeping it, between messages of no conversation: after the statement
    /// that it came with, in that statement's thread. An empty function goes back to keeping them.
    void on_notice(std::function<void(const server_report&)> handler);
    /// The notifications that came with the answers to statements since the last call, oldest first.
    [[nodiscard]] std::vector<notification> notifications();

    /// Writes a line for every message to `out`, which must live until `untrace` or the last use of the connection: its
    /// destructor writes nothing. Passwords and keys are left out, statements and their values are not.
    void trace(std::ostream& out);
    /// Writes no more lines.
    void untrace();

private:
    void close_untraced() noexcept;

    std::shared_ptr<detail::session> session_; // null once moved from
};

/// Connects to a server as a connection string says: `keyword=value` pairs or a `postgresql://` URI. What it leaves out
/// comes from the service file, the environment, the password file and the defaults, as in libpq, unless
/// `options.sources` says otherwise.
/// \throws programming_error for a string that cannot be understood; operational_error when no server can be reached,
///         its certificate does not hold, or it refuses: the server's own error then
[[nodiscard]] TUSK_API connection connect(std::string_view conninfo, const connect_options& options = {});
/// The same for parameters in a struct. A member that is as by default counts as left out.
[[nodiscard]] TUSK_API connection connect(const params& parameters, const connect_options& options = {});

} // namespace tusk
