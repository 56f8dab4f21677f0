/// \file
/// What tusk throws: PEP 249's family of exceptions, with everything the server reported kept whole.
///
///     error
///     ├── interface_error            the interface was misused: a closed cursor, a stream still open
///     └── database_error
///         ├── data_error             a value does not fit: SQLSTATE class 22, or a failed conversion on our side
///         ├── operational_error      the server or the connection: classes 08, 40, 53, 54, 55, 57, 58, a lost wire
///         │   └── protocol_error     the server sent bytes that the protocol does not allow
///         ├── integrity_error        class 23
///         ├── internal_error         classes 24, 25, 2D, XX …
///         ├── programming_error      class 42 …, a wrong connection string, the wrong number of parameters
///         └── not_supported_error    class 0A, or something that this server or tusk does not do
///     warning                        apart from error, as in PEP 249
///
/// Below these stands one class for each SQLSTATE, in <tusk/errors.hpp>: `tusk::errors::unique_violation`.
#pragma once

#include <tusk/export.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace tusk {

/// The fields of an ErrorResponse or NoticeResponse (PostgreSQL documentation, "Error and Notice Message Fields").
/// A text that the server did not send is empty; texts are kept byte for byte as the server sent them.
struct server_report {
    std::string severity;                          ///< S: localised, for people
    std::string severity_unlocalised;              ///< V: for programs; poolers may leave it out, then it is empty
    std::string sqlstate;                          ///< C: five characters
    std::string message;                           ///< M
    std::string detail;                            ///< D
    std::string hint;                              ///< H
    std::optional<std::int32_t> position;          ///< P: in characters from 1, into the statement
    std::optional<std::int32_t> internal_position; ///< p: the same, into internal_query
    std::string internal_query;                    ///< q
    std::string where;                             ///< W: the context, innermost first
    std::string schema;                            ///< s
    std::string table;                             ///< t
    std::string column;                            ///< c
    std::string datatype;                          ///< d
    std::string constraint;                        ///< n
    std::string file;                              ///< F: in the server's source
    std::optional<std::int32_t> line;              ///< L
    std::string routine;                           ///< R
    /// Not the server's: what tusk knows of the cause besides, such as the file that a refused password came from.
    std::string remark{};

    /// The severity for programs: V where the server sent it, S otherwise.
    [[nodiscard]] std::string_view level() const noexcept {
        return severity_unlocalised.empty() ? severity : severity_unlocalised;
    }
};

/// How far a statement had come when an error interrupted it: whether it may have been applied.
enum class delivery : std::uint8_t {
    not_sent, ///< nothing reached the server
    sent,     ///< it was on its way; whether the server carried it out is unknown
    answered, ///< the server answered: it failed, and was rolled back
};

/// The text with control characters written as escapes (`\x1b`), so that a server cannot steer a terminal.
[[nodiscard]] TUSK_API std::string escape_control_characters(std::string_view text);

/// The root of everything tusk throws but `warning`. `what()` is safe to print: control characters are escaped.
class TUSK_API error : public std::runtime_error {
public:
    explicit error(const std::string& message) : std::runtime_error(escape_control_characters(message)) {}
    ~error() override;
    error(const error&) = default;
    error& operator=(const error&) = default;
};

/// Something worth knowing that is not an error; tusk itself reports notices instead and never throws this.
class TUSK_API warning : public std::runtime_error {
public:
    explicit warning(const std::string& message) : std::runtime_error(escape_control_characters(message)) {}
    ~warning() override;
    warning(const warning&) = default;
    warning& operator=(const warning&) = default;
};

/// The interface was misused; the database was not asked.
class TUSK_API interface_error : public error {
public:
    using error::error;
    ~interface_error() override;
    interface_error(const interface_error&) = default;
    interface_error& operator=(const interface_error&) = default;
};

/// Anything that concerns the database.
class TUSK_API database_error : public error {
public:
    explicit database_error(const std::string& message, delivery how_far = delivery::not_sent)
        : error(message), delivery_(how_far) {}
    /// An error that the server reported; `what()` holds severity, message, detail, hint and remark.
    explicit database_error(std::shared_ptr<const server_report> report);
    ~database_error() override;
    database_error(const database_error&) = default;
    database_error& operator=(const database_error&) = default;

    /// The server's report, or null when the error arose on our side. Lives as long as this exception or a copy.
    [[nodiscard]] const server_report* report() const noexcept { return report_.get(); }
    /// The five-character SQLSTATE, or empty when the error arose on our side.
    [[nodiscard]] std::string_view sqlstate() const noexcept {
        return report_ ? std::string_view(report_->sqlstate) : std::string_view();
    }
    /// Whether the statement that this interrupted may have been applied.
    [[nodiscard]] delivery statement_delivery() const noexcept { return delivery_; }

private:
    std::shared_ptr<const server_report> report_;
    delivery delivery_ = delivery::not_sent;
};

class TUSK_API data_error : public database_error {
public:
    using database_error::database_error;
    ~data_error() override;
    data_error(const data_error&) = default;
    data_error& operator=(const data_error&) = default;
};

class TUSK_API operational_error : public database_error {
public:
    using database_error::database_error;
    ~operational_error() override;
    operational_error(const operational_error&) = default;
    operational_error& operator=(const operational_error&) = default;
};

/// The server sent what the protocol does not allow. The connection is closed: nothing it says can be trusted now.
class TUSK_API protocol_error : public operational_error {
public:
    /// An answer that cannot be understood tells nothing of what became of the statement: it may have been applied.
    explicit protocol_error(const std::string& message, delivery how_far = delivery::sent)
        : operational_error(message, how_far) {}
    explicit protocol_error(std::shared_ptr<const server_report> report) : operational_error(std::move(report)) {}
    ~protocol_error() override;
    protocol_error(const protocol_error&) = default;
    protocol_error& operator=(const protocol_error&) = default;
};

class TUSK_API integrity_error : public database_error {
public:
    using database_error::database_error;
    ~integrity_error() override;
    integrity_error(const integrity_error&) = default;
    integrity_error& operator=(const integrity_error&) = default;
};

class TUSK_API internal_error : public database_error {
public:
    using database_error::database_error;
    ~internal_error() override;
    internal_error(const internal_error&) = default;
    internal_error& operator=(const internal_error&) = default;
};

class TUSK_API programming_error : public database_error {
public:
    using database_error::database_error;
    ~programming_error() override;
    programming_error(const programming_error&) = default;
    programming_error& operator=(const programming_error&) = default;
};

class TUSK_API not_supported_error : public database_error {
public:
    using database_error::database_error;
    ~not_supported_error() override;
    not_supported_error(const not_supported_error&) = default;
    not_supported_error& operator=(const not_supported_error&) = default;
};

/// Throws the class that belongs to the report's SQLSTATE: its own in <tusk/errors.hpp>, else the one of its class.
[[noreturn]] TUSK_API void throw_server_error(server_report report);

/// The name that PostgreSQL's documentation gives to an SQLSTATE ("unique_violation"), or empty when it is unknown.
[[nodiscard]] TUSK_API std::string_view sqlstate_name(std::string_view sqlstate) noexcept;

} // namespace tusk
