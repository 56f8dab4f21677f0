// The names of messages by their type bytes, read off the structs themselves.
#pragma once

#include <string_view>
#include <utility>
#include <variant>

namespace tusk::protocol {

/// The name of the first alternative of the variant `Messages` that has this type, or empty when none has.
template <class Messages>
constexpr std::string_view name_by_type(char type) noexcept {
    std::string_view name;
    const auto look_at = [&]<class Message>(std::in_place_type_t<Message>) {
        if (name.empty() && Message::message_type == type) name = Message::message_name;
    };
    [&]<std::size_t... Index>(std::index_sequence<Index...>) {
        (look_at(std::in_place_type<std::variant_alternative_t<Index, Messages>>), ...);
    }
    (std::make_index_sequence<std::variant_size_v<Messages>>());
    return name;
}

} // namespace tusk::protocol
