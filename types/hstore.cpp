#include "types/count.hpp"
#include "types/escaped_text.hpp"
#include "types/text_reader.hpp"

#include <tusk/types/hstore.hpp>
#include <tusk/types/text.hpp>

#include <algorithm>
#include <vector>

namespace tusk {

namespace {

constexpr std::size_t smallest_pair = 2 * sizeof(std::int32_t); // the lengths of its key and its value

void write_counted(byte_writer& out, std::string_view text) {
    const auto mark = out.begin_length();
    detail::write_string(out, text);
    out.end_value(mark);
}

/// Writes text pair by pair. Everything is in quotes, so that "NULL" is not NULL.
class hstore_text_writer {
public:
    explicit hstore_text_writer(byte_writer& out) noexcept : out_(&out) {}

    /// `Text` is a string or a view of one.
    template <class Text>
    void pair(std::string_view key, const std::optional<Text>& value) {
        if (begun_) out_->text(", ");
        begun_ = true;
        detail::write_escaped(*out_, key);
        out_->text("=>");
        if (value)
            detail::write_escaped(*out_, *value);
        else
            out_->text("NULL");
    }

private:
    byte_writer* out_;
    bool begun_ = false;
};

/// Reads the server's own text once from left to right.
class hstore_parser : detail::text_reader {
public:
    using text_reader::text_reader;

    [[nodiscard]] hstore parse() {
        hstore found;
        if (rest_.empty()) return found;
        do pair(found);
        while (take(", "));
        finish();
        return found;
    }

private:
    void pair(hstore& found) {
        std::string key = quoted();
        expect("=>");
        std::optional<std::string> value;
        if (!take("NULL")) value = quoted();
        if (!found.emplace(std::move(key), std::move(value)).second) fail();
    }

    [[nodiscard]] std::string quoted() {
        expect('"');
        std::string plain;
        for (;;) {
            const std::size_t end = rest_.find_first_of("\"\\");
            if (end == std::string_view::npos) fail();
            plain += rest_.substr(0, end);
            const bool escape = rest_[end] == '\\';
            rest_.remove_prefix(end + 1);
            if (!escape) return plain;
            if (!rest_.starts_with('"') && !rest_.starts_with('\\')) fail();
            plain += rest_.front();
            rest_.remove_prefix(1);
        }
    }
};

/// Short keys come before long ones (hstore's comparePairs), so that what is sent is what the server would send.
std::vector<const hstore::value_type*> in_the_servers_order(const hstore& value) {
    std::vector<const hstore::value_type*> pairs;
    pairs.reserve(value.size());
    for (const auto& pair : value) pairs.push_back(&pair);
    // Not std::stable_sort, whose buffer clang 19 finds deprecated in libstdc++ 12.
    std::sort(pairs.begin(), pairs.end(), [](const auto* a, const auto* b) {
        return a->first.size() != b->first.size() ? a->first.size() < b->first.size() : a->first < b->first;
    });
    return pairs;
}

} // namespace

namespace detail {

binary_hstore::binary_hstore(byte_view bytes, type_ref column) : reader_(bytes), column_(column) {
    const auto count = reader_.number<std::int32_t>();
    if (!reader_.ok()) throw_malformed(column, "it ends within its header");
    if (count < 0 || static_cast<std::size_t>(count) > reader_.remaining() / smallest_pair)
        throw_malformed(column, "more pairs than its bytes can hold");
    size_ = static_cast<std::size_t>(count);
}

std::string_view binary_hstore::text(std::int32_t length) {
    if (length < 0) throw_malformed(column_, "a key or a value of negative length");
    const byte_view found = reader_.bytes(static_cast<std::size_t>(length));
    if (!reader_.ok()) throw_malformed(column_, "a key or a value ends behind the value's end");
    return protocol::as_text(found);
}

binary_hstore::pair binary_hstore::next() {
    pair found{text(reader_.number<std::int32_t>()), std::nullopt};
    const auto length = reader_.number<std::int32_t>();
    if (!reader_.ok()) throw_malformed(column_, "a key has no value");
    if (length != -1) found.value = text(length);
    return found;
}

void binary_hstore::finish() const {
    if (!reader_.complete()) throw_malformed(column_, "its size is not what its pairs add up to");
}

void print_hstore(byte_writer& out, byte_view binary, type_ref type) {
    binary_hstore pairs(binary, type);
    hstore_text_writer writer(out);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto [key, value] = pairs.next();
        writer.pair(key, value);
    }
    pairs.finish();
}

} // namespace detail

hstore codec<hstore>::read_binary(byte_view bytes, type_ref column) {
    detail::binary_hstore pairs(bytes, column);
    hstore found;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto [key, value] = pairs.next();
        if (!found.emplace(key, value).second) detail::throw_malformed(column, "it has a key twice");
    }
    pairs.finish();
    return found;
}

hstore codec<hstore>::read_text(std::string_view text, type_ref column) { return hstore_parser(text, column).parse(); }

void codec<hstore>::write_binary(byte_writer& out, const hstore& value, type_ref) {
    detail::write_count(out, value.size(), "pairs");
    for (const hstore::value_type* pair : in_the_servers_order(value)) {
        const auto& [key, content] = *pair;
        write_counted(out, key);
        if (content)
            write_counted(out, *content);
        else
            out.number(std::int32_t{-1});
    }
}

void codec<hstore>::write_text(byte_writer& out, const hstore& value, type_ref) {
    protocol::byte_buffer text;
    byte_writer plain(text);
    hstore_text_writer writer(plain);
    for (const hstore::value_type* pair : in_the_servers_order(value)) writer.pair(pair->first, pair->second);
    detail::write_string(out, protocol::as_text(text.view()));
}

} // namespace tusk
