/// \file
/// The server's answers to statements: descriptions, rows, completions, and the turn into COPY.
#pragma once

#include <tusk/format.hpp>
#include <tusk/oid.hpp>
#include <tusk/protocol/message.hpp>

#include <cstdint>
#include <vector>

namespace tusk::protocol::backend {

/// Parse is done.
struct parse_complete : detail::bodiless<parse_complete> {
    static constexpr char message_type = '1';
    static constexpr std::string_view message_name = "ParseComplete";
};

/// Bind is done.
struct bind_complete : detail::bodiless<bind_complete> {
    static constexpr char message_type = '2';
    static constexpr std::string_view message_name = "BindComplete";
};

/// Close is done.
struct close_complete : detail::bodiless<close_complete> {
    static constexpr char message_type = '3';
    static constexpr std::string_view message_name = "CloseComplete";
};

/// The described statement or portal returns no rows.
struct no_data : detail::bodiless<no_data> {
    static constexpr char message_type = 'n';
    static constexpr std::string_view message_name = "NoData";
};

/// The statement was empty: this stands for CommandComplete.
struct empty_query_response : detail::bodiless<empty_query_response> {
    static constexpr char message_type = 'I';
    static constexpr std::string_view message_name = "EmptyQueryResponse";
};

/// Execute's row limit was reached; another Execute of the portal goes on.
struct portal_suspended : detail::bodiless<portal_suspended> {
    static constexpr char message_type = 's';
    static constexpr std::string_view message_name = "PortalSuspended";
};

/// The types that the server takes a statement's parameters for.
struct parameter_description {
    static constexpr char message_type = 't';
    static constexpr std::string_view message_name = "ParameterDescription";
    std::vector<oid> types;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static parameter_description decode(byte_view body);
    friend bool operator==(const parameter_description&, const parameter_description&) = default;
};

/// One column of a RowDescription.
struct field_description {
    std::string_view name;
    oid table = oid::none;                    ///< the table it is a column of, or none
    std::int16_t attribute = 0;               ///< its number in that table (pg_attribute.attnum), or 0
    oid type = oid::none;                     ///< its data type
    std::int16_t type_size = 0;               ///< in bytes (pg_type.typlen); negative where values differ in size
    std::int32_t type_modifier = -1;          ///< what the type makes of it (pg_attribute.atttypmod); −1: nothing
    tusk::format format = tusk::format::text; ///< text, too, when a statement is described: not known yet
    friend bool operator==(const field_description&, const field_description&) = default;
};

/// The columns of the rows that follow, or that a statement or portal would return.
struct row_description {
    static constexpr char message_type = 'T';
    static constexpr std::string_view message_name = "RowDescription";
    std::vector<field_description> fields;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static row_description decode(byte_view body);
    friend bool operator==(const row_description&, const row_description&) = default;
};

/// One row; NULL is none. This is for mock servers, tools and tests: results are read in place, without a list.
struct data_row {
    static constexpr char message_type = 'D';
    static constexpr std::string_view message_name = "DataRow";
    std::vector<std::optional<byte_view>> values;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static data_row decode(byte_view body);
    friend bool operator==(const data_row& left, const data_row& right) noexcept {
        return detail::equal(left.values, right.values);
    }
};

/// A statement is done. The tag tells which, and for some how many rows it concerned.
struct command_complete {
    static constexpr char message_type = 'C';
    static constexpr std::string_view message_name = "CommandComplete";
    std::string_view tag;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static command_complete decode(byte_view body);
    /// The rows of an INSERT, UPDATE, DELETE, MERGE, SELECT, COPY, FETCH or MOVE, where the tag counts them in the
    /// documented form; none for every other tag, and for a count that std::int64_t cannot hold.
    [[nodiscard]] TUSK_API std::optional<std::int64_t> affected_rows() const noexcept;
    friend bool operator==(const command_complete&, const command_complete&) = default;
};

/// The result of a FunctionCall; NULL is none.
struct function_call_response {
    static constexpr char message_type = 'V';
    static constexpr std::string_view message_name = "FunctionCallResponse";
    std::optional<byte_view> result;

    TUSK_API void encode(byte_writer& out) const;
    [[nodiscard]] TUSK_API static function_call_response decode(byte_view body);
    friend bool operator==(const function_call_response& left, const function_call_response& right) noexcept {
        return detail::equal(left.result, right.result);
    }
};

/// What the three messages that begin a COPY say of the data: its format over all, and that of each column.
struct copy_formats {
    format overall = format::text;
    std::vector<format> columns; ///< all text when the data over all is
    friend bool operator==(const copy_formats&, const copy_formats&) = default;
};

/// The server awaits COPY data.
struct copy_in_response : copy_formats {
    static constexpr char message_type = 'G';
    static constexpr std::string_view message_name = "CopyInResponse";

    TUSK_API void encode(byte_writer& out) const;
    /// Refuses binary columns in a text COPY.
    [[nodiscard]] TUSK_API static copy_in_response decode(byte_view body);
    friend bool operator==(const copy_in_response&, const copy_in_response&) = default;
};

/// COPY data follows.
struct copy_out_response : copy_formats {
    static constexpr char message_type = 'H';
    static constexpr std::string_view message_name = "CopyOutResponse";

    TUSK_API void encode(byte_writer& out) const;
    /// Refuses binary columns in a text COPY.
    [[nodiscard]] TUSK_API static copy_out_response decode(byte_view body);
    friend bool operator==(const copy_out_response&, const copy_out_response&) = default;
};

/// COPY data goes both ways from here: streaming replication.
struct copy_both_response : copy_formats {
    static constexpr char message_type = 'W';
    static constexpr std::string_view message_name = "CopyBothResponse";

    TUSK_API void encode(byte_writer& out) const;
    /// Refuses binary columns in a text COPY.
    [[nodiscard]] TUSK_API static copy_both_response decode(byte_view body);
    friend bool operator==(const copy_both_response&, const copy_both_response&) = default;
};

} // namespace tusk::protocol::backend
