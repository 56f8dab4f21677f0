/// \file
/// The client's messages of an open session: statements, simple and extended, function calls, and COPY's failure.
#pragma once

#include <tusk/format.hpp>
#include <tusk/oid.hpp>
#include <tusk/protocol/message.hpp>

#include <cstdint>
#include <vector>

namespace tusk::protocol::frontend {

/// One or more statements of the simple protocol.
struct query {
    static constexpr char message_type = 'Q';
    static constexpr std::string_view message_name = "Query";
    std::string_view statement;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static query decode(byte_view body);
    friend bool operator==(const query&, const query&) = default;
};

/// Prepares a statement.
struct parse {
    static constexpr char message_type = 'P';
    static constexpr std::string_view message_name = "Parse";
    std::string_view statement; ///< the name it shall have; the empty one may be used again at once
    std::string_view query;
    std::vector<oid> parameter_types; ///< oid::none where the server shall infer; those left out it infers, too

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static parse decode(byte_view body);
    friend bool operator==(const parse&, const parse&) = default;
};

/// Makes a portal of a prepared statement and its parameters' values.
struct bind {
    static constexpr char message_type = 'B';
    static constexpr std::string_view message_name = "Bind";
    std::string_view portal;
    std::string_view statement;
    std::vector<format> parameter_formats; ///< none: all text; one: for all; else one for each
    std::vector<std::optional<byte_view>> parameters;
    std::vector<format> result_formats; ///< none: all text; one: for all; else one for each column

    TUSK_API void encode(byte_writer& out) const;
    /// Refuses a number of parameter formats that is neither 0, 1, nor that of the parameters.
    [[nodiscard]] TUSK_API static bind decode(byte_view body);
    friend bool operator==(const bind& left, const bind& right) noexcept {
        return left.portal == right.portal && left.statement == right.statement &&
               left.parameter_formats == right.parameter_formats && left.result_formats == right.result_formats &&
               detail::equal(left.parameters, right.parameters);
    }
};

/// What Describe and Close are about.
enum class target : char { statement = 'S', portal = 'P' };

/// Asks what parameters a statement takes, or what rows a statement or portal returns.
struct describe {
    static constexpr char message_type = 'D';
    static constexpr std::string_view message_name = "Describe";
    target what = target::statement;
    std::string_view name;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static describe decode(byte_view body);
    friend bool operator==(const describe&, const describe&) = default;
};

/// Forgets a statement or portal.
struct close {
    static constexpr char message_type = 'C';
    static constexpr std::string_view message_name = "Close";
    target what = target::statement;
    std::string_view name;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static close decode(byte_view body);
    friend bool operator==(const close&, const close&) = default;
};

/// Runs a portal, or goes on with one that is suspended.
struct execute {
    static constexpr char message_type = 'E';
    static constexpr std::string_view message_name = "Execute";
    std::string_view portal;
    std::int32_t row_limit = 0; ///< 0: none

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static execute decode(byte_view body);
    friend bool operator==(const execute&, const execute&) = default;
};

/// Makes the server send what it holds back until a Sync.
struct flush : detail::bodiless<flush> {
    static constexpr char message_type = 'H';
    static constexpr std::string_view message_name = "Flush";
};

/// Ends a round of extended messages: the server answers with ReadyForQuery, after an error skips to here.
struct sync : detail::bodiless<sync> {
    static constexpr char message_type = 'S';
    static constexpr std::string_view message_name = "Sync";
};

/// Ends the session.
struct terminate : detail::bodiless<terminate> {
    static constexpr char message_type = 'X';
    static constexpr std::string_view message_name = "Terminate";
};

/// Ends a COPY from the client as failed.
struct copy_fail {
    static constexpr char message_type = 'f';
    static constexpr std::string_view message_name = "CopyFail";
    std::string_view reason;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static copy_fail decode(byte_view body);
    friend bool operator==(const copy_fail&, const copy_fail&) = default;
};

/// Calls a function by its OID: a legacy of the protocol, which large objects still travel by.
struct function_call {
    static constexpr char message_type = 'F';
    static constexpr std::string_view message_name = "FunctionCall";
    oid function = oid::none;
    std::vector<format> argument_formats; ///< none: all text; one: for all; else one for each
    std::vector<std::optional<byte_view>> arguments;
    format result_format = format::text;

    TUSK_API void encode(byte_writer& out) const;
    /// Refuses a number of argument formats that is neither 0, 1, nor that of the arguments.
    [[nodiscard]] TUSK_API static function_call decode(byte_view body);
    friend bool operator==(const function_call& left, const function_call& right) noexcept {
        return left.function == right.function && left.argument_formats == right.argument_formats &&
               left.result_format == right.result_format && detail::equal(left.arguments, right.arguments);
    }
};

} // namespace tusk::protocol::frontend
