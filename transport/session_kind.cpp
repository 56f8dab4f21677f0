#include "transport/session_kind.hpp"

#include "protocol/execute.hpp"

#include <tusk/error.hpp>
#include <tusk/protocol/backend.hpp>

#include <optional>
#include <vector>

namespace tusk::transport {

using namespace protocol;

namespace {

/// A parameter that the server reports by itself and that is on or off; none where it does not report it.
std::optional<bool> reported(const channel& ch, const char* name) {
    const auto found = ch.mail.parameters.find(name);
    if (found == ch.mail.parameters.end()) return std::nullopt;
    return found->second == "on";
}

/// The only field of the only row that answers `question`, which comes as text.
exchange<std::string> ask(channel& ch, std::string_view question) {
    std::vector<described_result> answers;
    co_await query(ch, false, question, answers);
    if (answers.size() == 1 && answers.front().rows.size() == 1) {
        const byte_view row = answers.front().rows.at(0);
        byte_reader reader(row);
        const auto fields = reader.number<std::uint16_t>();
        const auto size = reader.number<std::int32_t>();
        if (reader.ok() && fields == 1 && size >= 0) co_return std::string(as_text(row.subspan(6)));
    }
    throw protocol_error("the server answered \"" + std::string(question) + "\" with something else than one value");
}

exchange<bool> is_in_recovery(channel& ch) {
    if (const auto known = reported(ch, "in_hot_standby")) co_return *known;
    const std::string answer = co_await ask(ch, "SELECT pg_catalog.pg_is_in_recovery()");
    co_return answer == "t";
}

/// Whether a transaction that does not say otherwise may write.
exchange<bool> is_read_only(channel& ch) {
    const auto standby = reported(ch, "in_hot_standby");
    const auto by_default = reported(ch, "default_transaction_read_only");
    if (standby && by_default) co_return *standby || *by_default;
    const std::string answer = co_await ask(ch, "SHOW transaction_read_only");
    co_return answer == "on";
}

} // namespace

exchange<std::string> mismatch(channel& ch, target_session wanted) {
    if (wanted == target_session::any) co_return std::string();
    if (wanted == target_session::read_write || wanted == target_session::read_only) {
        const bool read_only = co_await is_read_only(ch);
        if (read_only == (wanted == target_session::read_only)) co_return std::string();
        co_return std::string(read_only ? "the session is read-only" : "the session is not read-only");
    }
    const bool standby = co_await is_in_recovery(ch);
    if (standby == (wanted != target_session::primary)) co_return std::string();
    co_return std::string(standby ? "the server is a standby, in recovery" : "the server is not a standby");
}

} // namespace tusk::transport
