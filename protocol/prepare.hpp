/// \file
/// Preparing a statement: Parse and Describe ("Extended Query" in the chapter "Message Flow").
#pragma once

#include "protocol/conversation.hpp"

#include <tusk/oid.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::protocol {

/// What travels in front of a statement, in the same burst, so that it costs no round trip of its own.
struct preamble {
    std::vector<std::string> closed_statements; ///< prepared statements that are not needed any more
    bool begin = false;                         ///< BEGIN: the transaction that PEP 249 opens by itself
    /// A statement to be parsed without a name, for a burst that must not rely on anything that was sent before it.
    struct unnamed_statement {
        std::string_view sql;
        std::vector<oid> types; ///< of its parameters, where they are known or pinned
    };
    std::optional<unnamed_statement> parse{};

    [[nodiscard]] bool empty() const noexcept { return !begin && !parse && closed_statements.empty(); }
    /// What is received for it, message by message.
    [[nodiscard]] std::vector<expectation> answers() const;
};

/// Queues the Sync that ends a burst.
void queue_sync(channel& ch);
/// Queues a statement without parameters or rows that needs no preparation, such as BEGIN.
void queue_command(channel& ch, std::string_view sql);

/// Queues the messages of a preamble.
void queue_preamble(channel& ch, const preamble& front);
/// Receives the answers to them.
exchange<void> receive_preamble(channel& ch, const preamble& front);

/// What the server says of a prepared statement.
struct described_statement {
    std::vector<oid> parameters;
    /// RowDescription's body, kept as it came, with formats that mean nothing yet. None: it returns no rows.
    std::optional<std::vector<std::byte>> row_description;
};

/// The body of the RowDescription that answers a Describe; none where NoData does.
/// \throws protocol_error when it is malformed
[[nodiscard]] std::optional<std::vector<std::byte>> kept_description(const frame& columns);

/// Prepares `sql` under `name` and asks what its parameters and columns are.
/// \param types the parameters' types where the caller pins them; oid::none and those left out are inferred
exchange<described_statement> prepare(channel& ch, const preamble& front, std::string_view name, std::string_view sql,
                                      std::span<const oid> types);

} // namespace tusk::protocol
