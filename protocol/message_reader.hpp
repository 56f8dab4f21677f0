// Reads one message's body, knowing whose body it is, so that every refusal names the message and the trouble.
#pragma once

#include <tusk/format.hpp>
#include <tusk/protocol/bytes.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tusk::protocol {

/// Throws protocol_error: "malformed DataRow: …".
[[noreturn]] void throw_malformed(std::string_view message, const std::string& trouble);

/// A type byte as people read it: 'D', or 0x07 when it is no printable character.
[[nodiscard]] std::string describe_type(char type);

class message_reader {
public:
    message_reader(std::string_view message, byte_view body) noexcept
        : message_(message), reader_(body), size_(body.size()) {}

    template <network_number T>
    [[nodiscard]] T number() noexcept {
        return reader_.number<T>();
    }
    [[nodiscard]] char character() noexcept { return static_cast<char>(reader_.number<std::uint8_t>()); }
    [[nodiscard]] std::string_view c_string() noexcept { return reader_.c_string(); }
    [[nodiscard]] byte_view bytes(std::size_t count) noexcept { return reader_.bytes(count); }
    [[nodiscard]] byte_view rest() noexcept { return reader_.rest(); }
    [[nodiscard]] std::size_t remaining() const noexcept { return reader_.remaining(); }

    /// A value behind its four-byte length, where −1 alone stands for NULL.
    [[nodiscard]] std::optional<byte_view> value();
    /// A format code: 0 or 1.
    [[nodiscard]] format format_code();
    /// `count`, once it is known that so many elements of at least `smallest` bytes can follow.
    [[nodiscard]] std::size_t checked_count(std::size_t count, std::size_t smallest, std::string_view elements) const;

    /// A list behind its two-byte count. `read` reads one element, of at least `smallest` bytes, from this reader.
    template <class Read>
    [[nodiscard]] auto list(std::size_t smallest, std::string_view elements, Read read) {
        const std::size_t count = checked_count(number<std::uint16_t>(), smallest, elements);
        std::vector<decltype(read())> list;
        list.reserve(count);
        for (std::size_t i = 0; i < count; ++i) list.push_back(read());
        return list;
    }
    [[nodiscard]] std::vector<format> format_codes() {
        return list(sizeof(std::int16_t), "format codes", [this] { return format_code(); });
    }

    /// False once a read went past the end: for loops that end at a terminator.
    [[nodiscard]] bool ok() const noexcept { return reader_.ok(); }
    /// Refuses a body that ended too early, or that goes on behind its contents. The last call of every decoder.
    void finish() const {
        if (!reader_.complete()) [[unlikely]]
            refuse_size();
    }
    [[noreturn]] void refuse(const std::string& trouble) const { throw_malformed(message_, trouble); }

private:
    [[noreturn]] void refuse_size() const;

    std::string_view message_;
    byte_reader reader_;
    std::size_t size_;
};

} // namespace tusk::protocol
