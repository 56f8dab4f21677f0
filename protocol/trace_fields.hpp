// How a transcript writes messages: each struct's fields, secrets excepted.
#pragma once

#include <tusk/protocol/backend.hpp>
#include <tusk/protocol/frontend.hpp>

#include <string>
#include <string_view>

namespace tusk::protocol {

/// The fields of one line, each behind a tab.
class field_list {
public:
    field_list& word(std::string_view word);
    field_list& number(std::int64_t number) { return word(std::to_string(number)); }
    field_list& type(oid type) { return number(static_cast<std::uint32_t>(type)); }
    field_list& text(std::string_view text);
    field_list& value(const std::optional<byte_view>& value);
    field_list& letter(char letter) { return word({&letter, 1}); }
    field_list& redacted() { return word("<redacted>"); }

    /// How many there are, then each of them.
    template <class List, class Write>
    field_list& list(const List& elements, Write write) {
        number(static_cast<std::int64_t>(elements.size()));
        for (const auto& element : elements) write(element);
        return *this;
    }
    field_list& formats(const std::vector<format>& codes);
    field_list& values(const std::vector<std::optional<byte_view>>& values);

    [[nodiscard]] std::string take() noexcept { return std::move(line_); }

private:
    std::string line_;
};

/// A message as a transcript shows it.
struct traced_message {
    std::string_view name;
    std::string fields;
};

traced_message trace_message(const backend_message& message);
traced_message trace_message(const frontend_message& message);
traced_message trace_message(const startup_packet& packet);

/// Any message by a visitor that writes the fields of each.
template <class Fields, class Message>
traced_message trace_with(const Message& any) {
    field_list out;
    const std::string_view name = std::visit(
        [&](const auto& message) {
            Fields{out}(message);
            return message.message_name;
        },
        any);
    return {name, out.take()};
}

} // namespace tusk::protocol
