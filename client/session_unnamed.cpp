// Statements without names, for poolers that hand each one to another server session (keyword prefer_simple_protocol):
// parsed, bound, described and run in one burst. Values go and rows come as text, since nothing is known of the types.
#include "client/bind.hpp"
#include "client/session.hpp"
#include "protocol/conversation.hpp"

#include <tusk/protocol/frontend.hpp>

namespace tusk::detail {

using namespace protocol;

preamble session::take_preamble(std::string_view sql, std::span<const oid> types) {
    preamble front = take_preamble();
    front.parse = {sql, {types.begin(), types.end()}};
    return front;
}

preamble session::take_preamble(std::string_view sql, const client::prepared_statement& statement) {
    if (!statement.name.empty()) return take_preamble();
    std::vector<oid> types;
    for (const client::parameter_type& each : statement.parameters) types.push_back(each.number);
    return take_preamble(sql, types);
}

preamble session::queue_unnamed_burst(std::string_view sql, std::span<const parameter> values,
                                      std::span<const oid> types) {
    static_cast<void>(learn_types(types));
    const auto statement = client::undescribed(values.size(), types, types_);
    const preamble front = take_preamble(sql, types);
    const std::size_t before = ch_.queued();
    try {
        queue_preamble(ch_, front);
        client::queue_bind(ch_, statement, values);
        byte_writer out = ch_.writer();
        frontend::describe{frontend::target::portal, ""}.encode(out);
        queue_execute(ch_);
        queue_sync(ch_);
    } catch (...) {
        ch_.forget_output(before);
        throw;
    }
    return front;
}

result_pointer session::execute_unnamed(std::string_view sql, std::span<const parameter> values,
                                        std::span<const oid> types) {
    const bool spoke_utf8 = speaks_utf8();
    const preamble front = queue_unnamed_burst(sql, values, types);
    described_result answer;
    run(execute_described(ch_, front, answer));
    learn_types_behind({&answer, 1});
    return make_result(answer, spoke_utf8);
}

session::begun_stream session::begin_unnamed_stream(std::string_view sql, std::span<const parameter> values,
                                                    std::span<const oid> types) {
    const preamble front = queue_unnamed_burst(sql, values, types);
    const auto description = run(begin_described_rows(ch_, front));
    if (!description) return begin_stream_of(nullptr);
    // The rows are on their way, so that types which are not known yet cannot be asked for: their text is all there is.
    return begin_stream_of(client::read_columns(*description, client::column_formats::described, types_));
}

} // namespace tusk::detail
