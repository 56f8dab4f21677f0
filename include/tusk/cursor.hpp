/// \file
/// The cursor: statements and their results, in the manner of PEP 249.
#pragma once

#include <tusk/columns.hpp>
#include <tusk/parameter.hpp>
#include <tusk/rows.hpp>
#include <tusk/stream.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace tusk {

class arrow_table;

namespace detail {

/// Receives the parameters of one set.
using parameter_sink = std::function<void(std::span<const parameter>)>;
/// Passes the next parameter set to the sink; false when there is none.
using parameter_source = std::function<bool(const parameter_sink&)>;

template <class T>
concept tuple_like = requires {
    std::tuple_size<T>::value;
};

/// Passes the parts of one parameter set on: those of a tuple, the members of a struct, the elements of a range of
/// `parameter`s, or a single value.
template <class Set>
void pass_parameters(const Set& set, const parameter_sink& use) {
    if constexpr (std::is_convertible_v<const Set&, std::span<const parameter>>) {
        use(set);
    } else if constexpr (tuple_like<Set>) { // before codecs: a tuple can be one composite value, too
        std::apply([&use](const auto&... part) { use(std::array<parameter, sizeof...(part)>{parameter(part)...}); },
                   set);
    } else if constexpr (writable<Set>) {
        use(std::array<parameter, 1>{parameter(set)});
    } else {
        // A structured binding of a const object would need every tie twice; nothing is written through it.
        std::apply([&use](const auto&... part) { use(std::array<parameter, sizeof...(part)>{parameter(part)...}); },
                   aggregate_parts<Set>::tie(const_cast<Set&>(set)));
    }
}

} // namespace detail

/// Runs statements and holds the result of the last one. A cursor belongs to one thread at a time; cursors of one
/// connection share it and its transaction, from as many threads as there are cursors.
///
/// Parameters are `$1`, `$2` …; their values travel beside the statement, never in it. A value is sent as the type that
/// the server infers for its place. Statements are prepared on the server and kept for reuse.
///
/// What runs a statement returns the cursor, so that calls can be chained; of a temporary cursor it returns the cursor
/// itself, which a loop keeps: `for (const auto& row : conn.cursor().execute("SELECT …")) …`.
///
/// Every member function but `close`, `arraysize` and `end` throws interface_error once the cursor or its connection is
/// closed. Rows that were fetched before stay good.
class TUSK_API cursor {
public:
    /// Goes through the rows that have not been fetched yet.
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = row;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = const row&;

        iterator() = default;
        explicit iterator(cursor& owner) : owner_(&owner), current_(owner.fetchone()) {}

        [[nodiscard]] const row& operator*() const noexcept { return *current_; }
        [[nodiscard]] const row* operator->() const noexcept { return &*current_; }
        iterator& operator++() {
            current_ = owner_->fetchone();
            return *this;
        }
        void operator++(int) { ++*this; }
        [[nodiscard]] friend bool operator==(const iterator& at, std::default_sentinel_t) noexcept {
            return !at.current_;
        }

    private:
        cursor* owner_ = nullptr;
        std::optional<row> current_;
    };

    /// Made by `connection::cursor`.
    explicit cursor(std::shared_ptr<detail::session> session) noexcept;

    /// \name Statements
    /// \{

    /// Runs one statement and keeps its rows. Outside autocommit the first statement opens a transaction.
    /// \throws programming_error when the number of values differs from that of the parameters; data_error when a
    ///         value does not fit its parameter, and then nothing was sent; the server's error; operational_error when
    ///         the connection is lost.
    template <class... T>
    cursor& execute(std::string_view sql, const T&... values) & {
        return execute_with(sql, std::array<parameter, sizeof...(T)>{parameter(values)...});
    }
    template <class... T>
    cursor execute(std::string_view sql, const T&... values) && {
        return std::move(execute(sql, values...));
    }
    /// The same with parameters whose number is not known at compile time.
    cursor& execute_with(std::string_view sql, std::span<const parameter> values) &;
    cursor execute_with(std::string_view sql, std::span<const parameter> values) && {
        return std::move(execute_with(sql, values));
    }

    /// Runs one statement once for each parameter set — a tuple, a struct, or a single value — in one pipeline and in
    /// bounded memory. `rowcount()` is then the sum. Rows that the statement returns are dropped. When one set fails,
    /// outside a transaction none takes effect; in a transaction the server has ended it.
    template <std::ranges::input_range Sets>
    cursor& executemany(std::string_view sql, Sets&& sets) & {
        auto next = std::ranges::begin(sets);
        const auto end = std::ranges::end(sets);
        return execute_sets(sql, [&](const detail::parameter_sink& use) {
            if (next == end) return false;
            // The reference keeps alive what a generating iterator made for this set alone.
            const auto& set = *next;
            detail::pass_parameters(set, use);
            ++next;
            return true;
        });
    }
    template <std::ranges::input_range Sets>
    cursor executemany(std::string_view sql, Sets&& sets) && {
        return std::move(executemany(sql, std::forward<Sets>(sets)));
    }

    /// Runs all statements of a script, separated by semicolons, without parameters. The first one's result is current
    /// afterwards, `nextset()` goes on to the next. Their values arrive as text. Outside a transaction the script is
    /// one: all of it takes effect or nothing.
    cursor& execute_script(std::string_view sql) &;
    cursor execute_script(std::string_view sql) && { return std::move(execute_script(sql)); }

    /// Runs one statement whose rows are read while they arrive, in bounded memory; see `tusk::stream`. The cursor's
    /// own result is dropped.
    template <class... T>
    [[nodiscard]] tusk::stream stream(std::string_view sql, const T&... values) {
        return stream_with(sql, std::array<parameter, sizeof...(T)>{parameter(values)...});
    }
    /// The same with parameters whose number is not known at compile time.
    [[nodiscard]] tusk::stream stream_with(std::string_view sql, std::span<const parameter> values);

    /// The parameters' types for the statements to come, where inference fails or shall be overridden; oid::none leaves
    /// one to the server, and so do parameters behind the list's end. Types behind a statement's last parameter are
    /// ignored, except by `executemany`. An empty list takes them all back.
    void setinputsizes(std::initializer_list<oid> types);
    /// Accepted for PEP 249's sake: large values need no preparation.
    void setoutputsize(std::size_t size, std::optional<std::size_t> column = std::nullopt);
    /// \}

    /// \name Rows
    /// All throw programming_error when there is no result set: before the first statement, and after one that
    /// returns no rows.
    /// \{

    /// The next row; none at the end.
    [[nodiscard]] std::optional<row> fetchone();
    /// Up to `arraysize()` more rows; fewer at the end.
    [[nodiscard]] tusk::rows fetchmany() { return fetchmany(arraysize_); }
    /// Up to `count` more rows.
    [[nodiscard]] tusk::rows fetchmany(std::size_t count);
    /// All rows that are left.
    [[nodiscard]] tusk::rows fetchall();
    [[nodiscard]] iterator begin() { return iterator(*this); }
    [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

    /// All rows that are left as tuples: `for (auto [id, name] : cur.rows<std::int64_t, std::string_view>())`. Column
    /// types are checked here, once. The rows count as fetched.
    /// \throws interface_error when the number of columns differs; data_error naming the column that does not fit.
    template <class... T>
    [[nodiscard]] typed_rows<std::tuple<T...>> rows() {
        return take_rows<std::tuple<T...>>();
    }
    /// The same as structs of the user's: aggregates of up to 32 members, in the order of the columns.
    template <class Row>
    [[nodiscard]] typed_rows<Row> as() {
        return take_rows<Row>();
    }
    /// The same in batches: `for (std::span<peak> batch : cur.batches<peak>(1'024))`; see `typed_batches`.
    /// \throws interface_error for batches of 0 rows, too
    template <class Row>
    [[nodiscard]] typed_batches<typed_rows<Row>, Row> batches(std::size_t size) {
        detail::require_batch_size(size);
        return {take_rows<Row>(), size};
    }

    /// All rows that are left as columns, one contiguous vector each:
    /// `auto [ids, heights] = cur.columns<std::int64_t, double>()`. NULL leaves `T{}` and clears a bit; see
    /// `typed_columns`. The rows count as fetched, unless this throws.
    /// \throws as `rows` does, and data_error naming the column for a value that does not fit.
    template <class... T>
    [[nodiscard]] typed_columns<T...> columns() {
        typed_columns<T...> taken(result_for_rows(), position_);
        skip_all();
        return taken;
    }

    /// All rows that are left by the Arrow C data interface, for any library that reads it; see <tusk/arrow.hpp>, which
    /// also says what becomes of each type. The rows count as fetched, unless this throws.
    /// \throws data_error naming column and row for a value that is malformed or that Arrow cannot hold, which are
    ///         infinite dates and timestamps, timestamps of the last 30 years before 294277, 24:00:00, and text that is
    ///         not UTF-8.
    [[nodiscard]] arrow_table to_arrow();

    /// Goes on to the next result of a script; false when there is none.
    bool nextset();
    /// \}

    /// \name What is known of the last statement
    /// \{

    /// The columns; none before the first statement and after one that returns no rows. Good until the next statement.
    [[nodiscard]] std::optional<std::span<const column>> description() const;
    /// How many rows were returned or changed; −1 where that says nothing: before the first statement, after DDL.
    [[nodiscard]] std::int64_t rowcount() const;
    /// The number of the next row that will be fetched, from 0; none when there is no result set.
    [[nodiscard]] std::optional<std::size_t> rownumber() const;
    /// The server's word for what it did: "INSERT 0 1". Empty before the first statement.
    [[nodiscard]] const std::string& statusmessage() const;
    /// \}

    /// How many rows `fetchmany()` fetches; 1 at first.
    [[nodiscard]] std::size_t arraysize() const noexcept { return arraysize_; }
    void arraysize(std::size_t count) noexcept { arraysize_ = count; }

    /// Drops the result. The cursor cannot be used afterwards; closing it again does nothing.
    void close() noexcept;

private:
    cursor& execute_sets(std::string_view sql, const detail::parameter_source& next_set);
    void require_open() const;
    /// Of the types that setinputsizes() pinned, those of a statement with so many parameters.
    [[nodiscard]] std::span<const oid> pinned_types(std::size_t parameters) const noexcept;
    [[nodiscard]] const detail::result_set& require_rows() const;
    [[nodiscard]] std::size_t left() const noexcept;
    void forget_result() noexcept;
    void show(std::shared_ptr<const detail::result_set> result);

    template <class Row>
    [[nodiscard]] typed_rows<Row> take_rows() {
        typed_rows<Row> taken(result_for_rows(), position_);
        skip_all();
        return taken;
    }
    [[nodiscard]] std::shared_ptr<const detail::result_set> result_for_rows() const;
    void skip_all() noexcept;

    std::shared_ptr<detail::session> session_; // null once closed
    std::shared_ptr<const detail::result_set> result_;
    std::optional<detail::row_walk> walk_; // over result_'s rows, at position_
    std::size_t position_ = 0;
    std::deque<std::shared_ptr<const detail::result_set>> following_; // for nextset
    std::int64_t rowcount_ = -1;
    std::size_t arraysize_ = 1;
    std::vector<oid> input_types_;
};

} // namespace tusk
