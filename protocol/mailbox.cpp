#include "protocol/mailbox.hpp"

#include <tusk/protocol/backend.hpp>

namespace tusk::protocol {

namespace {
constexpr std::size_t most_parameters = 1'000; // PostgreSQL 18 reports 16
}

bool mailbox::file(const frame& message) {
    switch (message.type) {
    case 'S': file_parameter(message.body); return true;
    case 'N':
        notices.push(backend::notice_response::decode(message.body).to_report(), message.body.size());
        return true;
    case 'A': file_notification(message.body); return true;
    default: return false;
    }
}

void mailbox::clear() { *this = mailbox(); }

void mailbox::file_parameter(byte_view body) {
    const auto status = backend::parameter_status::decode(body);
    if (const auto known = parameters.find(status.name); known != parameters.end()) {
        known->second = status.value;
        return;
    }
    if (parameters.size() == most_parameters)
        throw protocol_error("the server reported more than " + std::to_string(most_parameters) +
                             " parameters: no PostgreSQL server has that many to report");
    parameters.emplace(status.name, status.value);
}

void mailbox::file_notification(byte_view body) {
    const auto message = backend::notification_response::decode(body);
    notification entry{message.process_id, std::string(message.channel), std::string(message.payload)};
    notifications.push(std::move(entry), body.size());
}

} // namespace tusk::protocol
