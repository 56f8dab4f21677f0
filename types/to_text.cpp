#include <tusk/types/array_wire.hpp>
#include <tusk/types/bits.hpp>
#include <tusk/types/bool.hpp>
#include <tusk/types/bytea.hpp>
#include <tusk/types/catalogue_vector.hpp>
#include <tusk/types/floating.hpp>
#include <tusk/types/geometry.hpp>
#include <tusk/types/hstore.hpp>
#include <tusk/types/integer.hpp>
#include <tusk/types/interval.hpp>
#include <tusk/types/json.hpp>
#include <tusk/types/network.hpp>
#include <tusk/types/numeric.hpp>
#include <tusk/types/pg_lsn.hpp>
#include <tusk/types/range_wire.hpp>
#include <tusk/types/record_wire.hpp>
#include <tusk/types/snapshot.hpp>
#include <tusk/types/text.hpp>
#include <tusk/types/text_search.hpp>
#include <tusk/types/time_of_day.hpp>
#include <tusk/types/timestamp.hpp>
#include <tusk/types/timetz.hpp>
#include <tusk/types/to_text.hpp>
#include <tusk/types/tuple_id.hpp>
#include <tusk/types/uuid.hpp>

#include <algorithm>
#include <unordered_set>

namespace tusk {

namespace {

using printer = void (*)(byte_writer& out, byte_view binary, type_ref type);

template <class T>
void print(byte_writer& out, byte_view binary, type_ref type) {
    codec<T>::write_text(out, codec<T>::read_binary(binary, type), type);
}

// A string's writer refuses what no server can store, but what one sent is shown as it came.
void print_string(byte_writer& out, byte_view binary, type_ref type) {
    out.text(codec<std::string_view>::read_binary(binary, type));
}

// How values of a type that is no array are printed; null when its binary form is not known.
printer scalar_printer(oid type) noexcept {
    switch (type) {
    case oid::bool_: return print<bool>;
    case oid::int2: return print<std::int16_t>;
    case oid::int4: return print<std::int32_t>;
    case oid::int8: return print<std::int64_t>;
    case oid::oid: return print<oid>;
    case oid::float4: return print<float>;
    case oid::float8: return print<double>;
    case oid::numeric: return print<numeric>;
    case oid::char_: return print<char>;
    case oid::bytea: return print<byte_view>;
    case oid::uuid: return print<uuid>;
    case oid::date: return print<date>;
    case oid::time: return print<time_of_day>;
    case oid::timestamp: return print<timestamp>;
    case oid::timestamptz: return print<timestamptz>;
    case oid::interval: return print<interval>;
    case oid::timetz: return print<time_of_day_tz>;
    case oid::point: return print<point>;
    case oid::line: return print<line>;
    case oid::lseg: return print<lseg>;
    case oid::box: return print<box>;
    case oid::path: return print<path>;
    case oid::polygon: return print<polygon>;
    case oid::circle: return print<circle>;
    case oid::int2vector: return print<int2vector>;
    case oid::oidvector: return print<oidvector>;
    case oid::tsvector: return print<tsvector>;
    case oid::tsquery: return print<tsquery>;
    case oid::xid: return print<std::uint32_t>;
    case oid::cid: return print<std::uint32_t>;
    case oid::xid8: return print<std::uint64_t>;
    case oid::tid: return print<tuple_id>;
    case oid::pg_lsn: return print<lsn>;
    case oid::pg_snapshot: return print<snapshot>;
    case oid::txid_snapshot: return print<snapshot>;
    case oid::inet: return print<inet>;
    case oid::cidr: return print<cidr>;
    case oid::macaddr: return print<macaddr>;
    case oid::macaddr8: return print<macaddr8>;
    case oid::bit: return print<bit_string>;
    case oid::varbit: return print<bit_string>;
    default: return detail::reads_as_string(type) && text_only_reason(type).empty() ? print_string : nullptr;
    }
}

// How values of a base type are printed that is not built in, or that has no number of its own.
printer printer_by_form(type_ref type) noexcept {
    if (type.is_enumeration()) return print_string;
    switch (type.form()) {
    case binary_form::text:
    case binary_form::versioned_text: return print_string;
    case binary_form::hstore: return detail::print_hstore;
    default: return nullptr;
    }
}

printer base_printer(type_ref type) noexcept {
    const printer built_in = scalar_printer(type);
    return built_in != nullptr ? built_in : printer_by_form(type);
}

// How much text is made of a value, its parts on their way into it included. A few bytes can spell a numeric of 131072
// digits, and each record around a text doubles the quotes in it: without a limit a message of some hundred bytes would
// become the 1 GiB at which the server itself stops.
class text_budget {
public:
    explicit text_budget(byte_view binary) noexcept
        : limit_(std::min(most, least + binary.size() * growth)), left_(limit_) {}

    /// \throws conversion_error when so many more bytes would be too many
    void take(std::size_t size, type_ref type) {
        if (size > left_)
            throw conversion_error("the text of this " + type.name() + " would exceed " + std::to_string(limit_) +
                                   " bytes, too many for its size: cast it to text in the statement");
        left_ -= size;
    }

private:
    static constexpr std::size_t most = (std::size_t{1} << 30) - 1;
    static constexpr std::size_t least = std::size_t{1} << 26;
    static constexpr std::size_t growth = 64;

    std::size_t limit_;
    std::size_t left_;
};

// The most that quotes add to a part of another value: each of its characters is escaped, and two quotes around it.
constexpr std::size_t quoted_size(std::size_t size) noexcept { return 2 * size + 2; }

// Prints values that lie in each other, down to a depth that no honest server reaches.
class value_printer {
public:
    explicit value_printer(text_budget& budget, unsigned depth = 0) noexcept : budget_(&budget), depth_(depth) {}

    void print(byte_writer& out, byte_view binary, type_ref type) {
        type = type.base();
        if (depth_ > detail::deepest_nesting) detail::throw_malformed(type, "it is nested too deeply");
        if (type == oid::record) return print_record(out, binary, type);
        switch (type.kind()) {
        case type_kind::array: return print_array(out, binary, type);
        case type_kind::composite: return print_record(out, binary, type);
        case type_kind::range: return print_range(out, binary, type);
        case type_kind::multirange: return print_multirange(out, binary, type);
        default: return print_base(out, binary, type);
        }
    }

private:
    void print_base(byte_writer& out, byte_view binary, type_ref type) {
        const printer print_value = base_printer(type);
        if (print_value == nullptr)
            throw conversion_error("tusk does not know the binary form of " + type.name() + ": ask for it as text");
        // A bit becomes a character: what has the longest text for its size is looked at before.
        if (type == oid::bit || type == oid::varbit) budget_->take(binary.size() * 8, type);
        const std::size_t before = out.buffer().size();
        print_value(out, binary, type);
        budget_->take(out.buffer().size() - before, type);
    }

    // What lies in a value is printed on its own first, since it may need quotes. Good until the next part is printed.
    std::string_view print_part(byte_view binary, type_ref type) {
        part_.clear();
        byte_writer out(part_);
        value_printer(*budget_, depth_ + 1).print(out, binary, type);
        budget_->take(quoted_size(part_.size()), type);
        return protocol::as_text(part_.view());
    }

    void print_array(byte_writer& out, byte_view binary, type_ref type) {
        const type_ref element = type.element();
        protocol::byte_reader reader(binary);
        const detail::array_header header = detail::read_array_header(reader, element, type);
        detail::array_text_writer array(out, header.shape(), element.delimiter());
        for (std::size_t i = 0; i < header.count; ++i) {
            if (const auto bytes = detail::read_array_element(reader, header.has_nulls, type))
                array.element(print_part(*bytes, element));
            else
                array.null();
        }
        detail::require_end(reader, type);
    }

    void print_record(byte_writer& out, byte_view binary, type_ref type) {
        detail::binary_record fields(binary, type);
        detail::record_text_writer record(out);
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const auto field = fields.next();
            if (field.bytes)
                record.field(print_part(*field.bytes, field.type));
            else
                record.null();
        }
        fields.finish();
        record.finish();
    }

    void print_range(byte_writer& out, byte_view binary, type_ref type) {
        const type_ref bound = type.bound();
        detail::write_text_range(out, detail::split_range(binary, type), [&](byte_writer& text, byte_view bytes) {
            value_printer(*budget_, depth_ + 1).print(text, bytes, bound);
            budget_->take(quoted_size(text.buffer().size()), bound);
        });
    }

    void print_multirange(byte_writer& out, byte_view binary, type_ref type) {
        detail::binary_multirange ranges(binary, type);
        out.text("{");
        for (std::size_t i = 0; i < ranges.size(); ++i) {
            if (i != 0) out.text(",");
            print_range(out, ranges.next(), type.range());
        }
        ranges.finish();
        out.text("}");
    }

    protocol::byte_buffer part_;
    text_budget* budget_;
    unsigned depth_;
};

// Whether everything that a type is made of has a binary form that tusk knows. Each part is looked at once: types that
// share theirs would otherwise be looked at in as many ways as there are to it.
class binary_judgement {
public:
    [[nodiscard]] bool is_known(type_ref type) {
        type = type.base();
        switch (type.kind()) {
        case type_kind::array: return is_known(type.element());
        case type_kind::range: return is_known(type.bound());
        case type_kind::multirange: return is_known(type.range());
        case type_kind::composite:
            if (!judged_.insert(type.details()).second) return true; // or the judgement would be over
            return std::all_of(type.fields().begin(), type.fields().end(),
                               [this](const type_field& field) { return is_known(*field.type); });
        default: return base_printer(type) != nullptr;
        }
    }

private:
    std::unordered_set<const type_info*> judged_; // composite types
};

} // namespace

bool has_binary_codec(type_ref type) { return binary_judgement().is_known(type); }

std::string to_text(type_ref type, byte_view binary) {
    protocol::byte_buffer buffer;
    byte_writer out(buffer);
    text_budget budget(binary);
    value_printer(budget).print(out, binary, type);
    return std::string(protocol::as_text(buffer.view()));
}

} // namespace tusk
