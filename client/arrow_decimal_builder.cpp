// Arrow arrays of exact decimal numbers, whose type depends on the values where the column's own does not tell it.
#include "client/arrow_builder.hpp"
#include "client/arrow_decimal.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace tusk::arrow {

namespace {

/// Numbers are kept unscaled with their own scale, until the largest scale is known.
class decimal_builder final : public builder {
public:
    explicit decimal_builder(std::int32_t type_modifier)
        : declared_(declared_decimal(type_modifier)), scale_(declared_ ? declared_->scale : 0) {}

    [[nodiscard]] arrow_table finish(std::string name) override {
        const bool as_declared = declared_ && scale_ == declared_->scale && rescale(declared_->precision, false);
        const int precision = as_declared ? declared_->precision : most_digits;
        if (!rescale(precision, true)) throw misfit{layout::text_elements};
        array_parts parts = finish_parts("d:" + std::to_string(precision) + ',' + std::to_string(scale_));
        parts.buffers.push_back(std::move(unscaled_));
        return assemble(std::move(parts), std::move(name));
    }

protected:
    void reserve_values(std::size_t count) override {
        unscaled_.reserve(count * sizeof(int128));
        scales_.reserve(count);
    }
    void append_values(std::span<const raw_field> fields) override {
        for (const raw_field& field : fields) {
            append_number(field.data == nullptr ? decimal{0, 0} : require_decimal({field.data, field.size}));
            count_value();
        }
    }

private:
    [[nodiscard]] static decimal require_decimal(byte_view bytes) {
        const auto number = read_decimal(bytes);
        if (!number) throw misfit{layout::text_elements};
        return *number;
    }
    void append_number(decimal number) {
        unscaled_.push(number.unscaled);
        scales_.push_back(static_cast<std::uint8_t>(number.scale));
        scale_ = std::max(scale_, number.scale);
    }

    /// Brings all numbers to the same scale, or only tries to; false when one then has more than `precision` digits.
    [[nodiscard]] bool rescale(int precision, bool for_good) {
        for (std::size_t i = 0; i < scales_.size(); ++i) {
            std::byte* const place = unscaled_.data() + i * sizeof(int128);
            int128 number = 0;
            std::memcpy(&number, place, sizeof number);
            const auto scaled = scale_up(number, scale_ - scales_[i], precision);
            if (!scaled) return false;
            if (for_good) std::memcpy(place, &*scaled, sizeof *scaled);
        }
        return true;
    }

    std::optional<decimal_type> declared_;
    int scale_; ///< the largest so far, the declared one included
    buffer unscaled_;
    std::vector<std::uint8_t> scales_;
};

} // namespace

builder_pointer make_decimal_builder(std::int32_t type_modifier) {
    return std::make_unique<decimal_builder>(type_modifier);
}

} // namespace tusk::arrow
