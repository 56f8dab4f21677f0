#include "client/arrow_export.hpp"

#include "client/arrow_array.hpp"
#include "client/arrow_builder.hpp"
#include "client/utf8.hpp"

#include <tusk/rows.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace tusk {

namespace arrow {

namespace {

/// The fields of some rows, found in one walk per row and laid out column by column.
class field_block {
public:
    /// At most this many rows, and fewer of many columns, so that the places of a block's fields stay in the cache.
    field_block(const row_shape& shape, std::size_t rows)
        : shape_(&shape),
          capacity_(std::clamp(most_fields / std::max<std::size_t>(shape.size(), 1), std::size_t{1}, most_rows)),
          fields_(std::min(capacity_, rows) * shape.size()) {
        capacity_ = std::min(capacity_, rows);
    }

    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

    /// Takes `count` more rows, at most as many as there is room for, in the place of those before.
    /// \throws protocol_error
    void fill(detail::row_walk& walk, std::size_t count) {
        byte_view body;
        for (std::size_t row = 0; row < count; ++row) {
            static_cast<void>(walk.next(body));
            locate(body, row);
        }
        size_ = count;
    }
    [[nodiscard]] std::span<const raw_field> of_column(std::size_t column) const noexcept {
        return std::span(fields_).subspan(column * capacity_, size_);
    }

private:
    static constexpr std::size_t most_rows = 256;
    static constexpr std::size_t most_fields = 8'192;

    void locate(byte_view body, std::size_t row) {
        const std::size_t columns = shape_->size();
        protocol::byte_reader reader(body);
        if (reader.number<std::uint16_t>() != columns) detail::throw_broken_row(*shape_, body);
        for (std::size_t column = 0; column < columns; ++column) {
            const auto length = reader.number<std::int32_t>();
            raw_field& field = fields_[column * capacity_ + row];
            if (length >= 0) {
                const byte_view bytes = reader.bytes(static_cast<std::size_t>(length));
                field = {bytes.data(), bytes.size()};
            } else {
                if (length != -1) reader.fail();
                field = {nullptr, 0};
            }
        }
        if (!reader.complete()) detail::throw_broken_row(*shape_, body);
    }

    const row_shape* shape_;
    std::size_t capacity_;
    std::size_t size_ = 0;
    std::vector<raw_field> fields_;
};

/// A column on its way to becoming an array.
struct column_export {
    const column* source;
    layout wanted = layout::exact;
    builder_pointer building;
    bool fits = true; ///< what was built so far
    arrow_table finished;
};

/// Fills one builder per column. A column with a value that does not fit its Arrow type begins anew, with the others of
/// its kind, once all rows were visited: which type a column has depends on all of its values.
class exporter {
public:
    exporter(const detail::result_set& result, std::size_t first, std::size_t count)
        : result_(&result), first_(first), count_(count) {
        for (const column& source : result.shape->columns()) {
            require_utf8_name(source);
            columns_.push_back({&source, layout::exact, nullptr, false, {}});
        }
    }

    [[nodiscard]] arrow_table run() {
        // Layouts only ever rise, so this ends.
        do pass();
        while (std::any_of(columns_.begin(), columns_.end(), [](const auto& each) { return !each.fits; }));
        array_parts parts{"+s", 0, count_, {}, {}, {}};
        for (column_export& each : columns_) parts.children.push_back(std::move(each.finished));
        return assemble(std::move(parts), {});
    }

private:
    static void require_utf8_name(const column& source) {
        if (!is_utf8(source.name))
            throw conversion_error(source.describe() + ": its name is not UTF-8, which Arrow's names must be: give it "
                                                       "another one with AS");
    }

    void pass() {
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (!columns_[i].fits) begin(columns_[i]), open.push_back(i);
        detail::row_walk walk(result_->rows, first_);
        field_block block(*result_->shape, count_);
        for (std::size_t done = 0; done < count_;) {
            const std::size_t some = std::min(block.capacity(), count_ - done);
            block.fill(walk, some);
            for (const std::size_t i : open) fill(columns_[i], block.of_column(i));
            done += some;
        }
        for (const std::size_t i : open) finish(columns_[i]);
    }

    void begin(column_export& each) const {
        each.building = make_builder(*each.source, each.wanted);
        each.building->reserve(count_);
        each.fits = true;
    }
    void fill(column_export& each, std::span<const raw_field> fields) const {
        if (each.fits) attempt(each, [&] { each.building->append(fields); });
    }
    void finish(column_export& each) const {
        if (each.fits) attempt(each, [&] { each.finished = each.building->finish(each.source->name); });
        each.building.reset();
    }
    template <class Step>
    void attempt(column_export& each, Step step) const {
        try {
            step();
        } catch (const misfit& found) {
            each.fits = false;
            each.wanted = found.next;
        } catch (const conversion_error& trouble) {
            throw conversion_error(place(each) + trouble.what());
        } catch (const malformed_value& trouble) {
            throw malformed_value(place(each) + trouble.what());
        }
    }
    [[nodiscard]] std::string place(const column_export& each) const {
        return each.source->describe() + ", row " + std::to_string(first_ + each.building->size()) +
               " (counted from 0): ";
    }

    const detail::result_set* result_;
    std::size_t first_;
    std::size_t count_;
    std::vector<column_export> columns_;
};

} // namespace

arrow_table export_rows(const detail::result_set& result, std::size_t first, std::size_t count) {
    return exporter(result, first, count).run();
}

} // namespace arrow

arrow_table rows::to_arrow() const {
    if (result_ != nullptr) return arrow::export_rows(*result_, first_, count_);
    return arrow::assemble({"+s", 0, 0, {}, {}, {}}, {});
}

} // namespace tusk
