/// \file
/// Running statements: the extended protocol's Bind and Execute, and the simple protocol's Query.
#pragma once

#include "protocol/prepare.hpp"
#include "protocol/row_stream.hpp"

#include <tusk/detail/row_store.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::protocol {

/// How a statement ended.
struct completion {
    std::string tag;                      ///< CommandComplete's; empty for an empty query
    std::optional<std::int64_t> affected; ///< the number of rows in the tag, where it has one
};

/// Queues Execute of the unnamed portal, which the caller has queued a Bind for.
void queue_execute(channel& ch);

/// Refuses PortalSuspended, the answer to an Execute with a row limit, which tusk never sends.
[[noreturn]] void throw_suspended();

/// Sends the burst — preamble, Bind, Execute, Sync — that the caller has queued, and receives what comes before the
/// first row.
exchange<void> begin_rows(channel& ch, const preamble& front);

/// The same where the burst has a Describe of the portal behind its Bind.
/// \returns RowDescription's body; none for a statement that returns no rows
exchange<std::optional<std::vector<std::byte>>> begin_described_rows(channel& ch, const preamble& front);

/// Receives what comes behind the last row, once `take_row` has answered `end`; or all of the answer to Execute, for a
/// statement that returns no rows.
exchange<completion> finish_rows(channel& ch, bool returns_rows);

/// Sends that burst, keeps all rows, and receives the end.
/// \param columns how many fields each row must have; none for a statement that returns no rows
exchange<completion> execute(channel& ch, const preamble& front, std::optional<std::size_t> columns,
                             tusk::detail::row_store& rows);

/// What a statement gave back, with what its rows are.
struct described_result {
    std::optional<std::vector<std::byte>> row_description; ///< RowDescription's body; none: it returns no rows
    tusk::detail::row_store rows;
    completion done;
};

/// Sends a burst as for `begin_described_rows`, keeps all rows, and receives the end.
exchange<void> execute_described(channel& ch, const preamble& front, described_result& result);

/// Queues parameter sets for `execute_many`.
class parameter_sets {
public:
    parameter_sets() = default;
    parameter_sets(const parameter_sets&) = delete;
    parameter_sets& operator=(const parameter_sets&) = delete;
    virtual ~parameter_sets() = default;
    /// Queues Bind and Execute for the next set; false when there is none. When it throws, it has queued nothing.
    virtual bool queue_next(channel& ch) = 0;
};

/// Runs a prepared statement once for each set, in one pipeline with one Sync and in bounded memory, and returns the
/// sum of the rows affected. Outside a transaction all sets take effect or none does, also when `sets` throws; inside
/// one, what ran before `sets` threw stands until the transaction's end.
exchange<std::int64_t> execute_many(channel& ch, const preamble& front, parameter_sets& sets);

/// Runs the statements in `sql` by the simple protocol, which takes several at once and answers in text.
/// \param begin whether BEGIN goes in front, in the same burst
exchange<void> query(channel& ch, bool begin, std::string_view sql, std::vector<described_result>& results);

} // namespace tusk::protocol
