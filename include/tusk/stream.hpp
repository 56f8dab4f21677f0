/// \file
/// Rows in bounded memory: read from the connection as they are asked for, and forgotten with the next.
#pragma once

#include <tusk/batches.hpp>
#include <tusk/decode.hpp>
#include <tusk/detail/pull_iterator.hpp>
#include <tusk/protocol/row_window.hpp>
#include <tusk/protocol/segment.hpp>
#include <tusk/row.hpp>

#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace tusk {

namespace detail {
class session;
} // namespace detail

template <class Row>
class typed_stream;

/// The rows of one statement while they arrive. Until the last one is read, or the stream is closed, it occupies its
/// connection: other threads' statements wait, the same thread's are refused with interface_error.
///
///     for (tusk::row_view row : cur.stream("SELECT * FROM peaks")) …
///     for (auto [name, height] : cur.stream("SELECT name, height FROM peaks").rows<std::string_view, int>()) …
///
/// An exception that leaves the loop destroys the stream, which reads and drops the rows that are left: the connection
/// is usable afterwards.
class TUSK_API stream {
public:
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = row_view;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = row_view;

        iterator() = default;
        explicit iterator(stream& owner) : owner_(&owner), current_(owner.next()) {}

        [[nodiscard]] row_view operator*() const noexcept { return *current_; }
        iterator& operator++() {
            current_ = owner_->next();
            return *this;
        }
        void operator++(int) { ++*this; }
        [[nodiscard]] friend bool operator==(const iterator& at, std::default_sentinel_t) noexcept {
            return !at.current_;
        }

    private:
        stream* owner_ = nullptr;
        std::optional<row_view> current_;
    };

    /// Made by `cursor::stream`.
    stream(std::shared_ptr<detail::session> session, std::shared_ptr<const row_shape> shape,
           std::uint64_t ticket) noexcept;
    stream(stream&& other) noexcept;
    stream& operator=(stream&& other) noexcept;
    /// Closes.
    ~stream();

    /// The columns of the rows; empty for a statement that returns none.
    [[nodiscard]] const std::vector<column>& columns() const noexcept { return shape_->columns(); }

    /// The next row, good until the following one is asked for; none at the end.
    /// \throws the server's error; operational_error when the connection is lost; interface_error after it was closed
    [[nodiscard]] std::optional<row_view> next() {
        byte_view body;
        if (!next_body(body)) return std::nullopt;
        validate(body);
        return row_view(*shape_, body.data() + sizeof(std::uint16_t));
    }
    [[nodiscard]] iterator begin() { return iterator(*this); }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

    /// The rows as tuples; the stream moves into what is returned. Column types are checked here, once.
    template <class... T>
    [[nodiscard]] typed_stream<std::tuple<T...>> rows() &&;
    /// The rows as structs of the user's: aggregates of up to 32 members.
    template <class Row>
    [[nodiscard]] typed_stream<Row> as() &&;
    /// The same in batches of up to `size` rows, which must not be 0.
    template <class Row>
    [[nodiscard]] typed_batches<typed_stream<Row>, Row> batches(std::size_t size) &&;

    /// How many rows the statement returned or changed; −1 before the end.
    [[nodiscard]] std::int64_t rowcount() const noexcept { return rowcount_; }

    /// Reads and drops what is left, and frees the connection for other statements. Does nothing the second time.
    /// Never throws: a connection that breaks meanwhile says so when it is used next.
    void close() noexcept;

    /// For decoders: the body of the next DataRow, not validated.
    [[nodiscard]] bool next_body(byte_view& body) { return window_.take(body) || refill(body); }
    /// For decoders: from now on until `stop_keeping` what is received stays where it is, so that the bodies of rows
    /// are good until another one is asked for behind that, or the stream is destroyed.
    void keep_received() noexcept {
        keeping_ = true;
        kept_.clear();
    }
    void stop_keeping() noexcept { keeping_ = false; }
    /// For decoders: the server sent a row that cannot be; nothing more can be believed.
    void break_connection() noexcept;

private:
    void validate(byte_view body);
    [[nodiscard]] bool refill(byte_view& body);

    std::shared_ptr<detail::session> session_; // null once the last row was read or the stream was closed
    std::shared_ptr<const row_shape> shape_;
    protocol::row_window window_;
    std::uint64_t ticket_;
    std::int64_t rowcount_ = -1;
    bool keeping_ = false;
    std::vector<protocol::segment_ref> kept_;
};

/// A stream whose rows are decoded to `Row`. Views in a row are good until the next one.
template <class Row>
class typed_stream {
public:
    using iterator = detail::pull_iterator<typed_stream, Row>;

    /// \throws what `detail::decode_plan` throws when the columns do not fit `Row`; `source` is closed then.
    explicit typed_stream(stream source, std::shared_ptr<const row_shape> shape)
        : source_(std::move(source)), shape_(std::move(shape)), plan_(*shape_) {}

    /// Reads the first row; call it once.
    [[nodiscard]] iterator begin() { return iterator(*this); }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

    /// Decodes the next row into `target`, whose strings and vectors keep their memory; false at the end. Views in it
    /// are good until the next row is asked for.
    [[nodiscard]] bool next(Row& target) {
        byte_view body;
        if (!source_.next_body(body)) return false;
        try {
            plan_.decode(body, target);
        } catch (const protocol_error&) {
            source_.break_connection();
            throw;
        }
        return true;
    }
    /// Replaces what is in `into` by up to `most` more rows, using its memory; returns how many they are. Views in them
    /// are good until the next call, or until the stream is destroyed. When it throws, `into` is empty.
    std::size_t fetch(std::vector<Row>& into, std::size_t most) {
        struct keeping {
            stream& source;
            explicit keeping(stream& of) noexcept : source(of) { source.keep_received(); }
            ~keeping() { source.stop_keeping(); }
        };
        const keeping now(source_);
        return detail::fetch_rows(into, most, [this](Row& target) { return next(target); });
    }

    /// All rows that are left, in a vector: without keeping the bytes that they came in. Meant for rows without views,
    /// which would outlive what they look at.
    [[nodiscard]] std::vector<Row> to_vector() {
        std::vector<Row> all;
        while (next(all.emplace_back())) {
        }
        all.pop_back();
        return all;
    }

    /// As `stream::rowcount`.
    [[nodiscard]] std::int64_t rowcount() const noexcept { return source_.rowcount(); }

private:
    friend iterator;

    [[nodiscard]] bool advance() { return next(current_); }

    stream source_;
    std::shared_ptr<const row_shape> shape_;
    detail::decode_plan<Row> plan_;
    Row current_{};
};

template <class... T>
typed_stream<std::tuple<T...>> stream::rows() && {
    auto shape = shape_;
    return typed_stream<std::tuple<T...>>(std::move(*this), std::move(shape));
}

template <class Row>
typed_stream<Row> stream::as() && {
    auto shape = shape_;
    return typed_stream<Row>(std::move(*this), std::move(shape));
}

template <class Row>
typed_batches<typed_stream<Row>, Row> stream::batches(std::size_t size) && {
    detail::require_batch_size(size);
    return {std::move(*this).template as<Row>(), size};
}

} // namespace tusk
