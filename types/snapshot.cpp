#include "types/text_reader.hpp"

#include <tusk/types/snapshot.hpp>

#include <utility>

namespace tusk {

namespace {

// What no snapshot is: the server checks the same (pg_snapshot_recv and parse_snapshot in its source). Null: it is one.
const char* trouble_in(const snapshot& value) noexcept {
    if (value.xmin == 0) return "transaction 0 does not exist";
    if (value.xmax < value.xmin) return "its xmax is below its xmin";
    std::uint64_t least = value.xmin;
    for (const std::uint64_t transaction : value.in_progress) {
        if (transaction < least || transaction >= value.xmax)
            return "the transactions in progress do not ascend from xmin to xmax";
        least = transaction + 1;
    }
    return nullptr;
}

void require_valid(const snapshot& value) {
    if (const char* trouble = trouble_in(value)) throw conversion_error(std::string("no snapshot: ") + trouble);
}

// Reads the numbers of a text and the characters between them.
class snapshot_reader : detail::text_reader {
public:
    explicit snapshot_reader(std::string_view text) noexcept : text_reader(text, oid::pg_snapshot) {}

    [[nodiscard]] snapshot read() {
        snapshot value;
        value.xmin = number<std::uint64_t>();
        expect(':');
        value.xmax = number<std::uint64_t>();
        expect(':');
        while (!rest_.empty()) {
            if (!value.in_progress.empty()) expect(',');
            value.in_progress.push_back(number<std::uint64_t>());
        }
        if (trouble_in(value) != nullptr) fail();
        return value;
    }
};

} // namespace

std::string snapshot::to_string() const {
    std::string text = std::to_string(xmin) + ':' + std::to_string(xmax) + ':';
    for (const std::uint64_t transaction : in_progress) {
        if (!text.ends_with(':')) text += ',';
        text += std::to_string(transaction);
    }
    return text;
}

snapshot snapshot::parse(std::string_view text) { return snapshot_reader(text).read(); }

snapshot snapshot::decode(byte_view bytes, oid column) {
    protocol::byte_reader reader(bytes);
    const auto count = reader.number<std::int32_t>();
    snapshot value;
    value.xmin = reader.number<std::uint64_t>();
    value.xmax = reader.number<std::uint64_t>();
    const std::size_t left = reader.remaining();
    if (!reader.ok() || count < 0 || left % sizeof(std::uint64_t) != 0 ||
        left / sizeof(std::uint64_t) != static_cast<std::size_t>(count))
        detail::throw_malformed(column, "its size is not what its number of transactions takes");
    value.in_progress.reserve(static_cast<std::size_t>(count));
    while (reader.remaining() != 0) value.in_progress.push_back(reader.number<std::uint64_t>());
    if (const char* trouble = trouble_in(value)) detail::throw_malformed(column, trouble);
    return value;
}

void snapshot::encode(byte_writer& out) const {
    require_valid(*this);
    if (!std::in_range<std::int32_t>(in_progress.size()))
        detail::throw_out_of_range(std::to_string(in_progress.size()) + " transactions in progress", "a snapshot");
    out.number(static_cast<std::int32_t>(in_progress.size()));
    out.number(xmin);
    out.number(xmax);
    for (const std::uint64_t transaction : in_progress) out.number(transaction);
}

} // namespace tusk
