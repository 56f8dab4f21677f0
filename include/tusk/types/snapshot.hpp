/// \file
/// PostgreSQL's pg_snapshot, and txid_snapshot, its old name.
#pragma once

#include <tusk/types/fixed.hpp>

#include <vector>

namespace tusk {

/// Which transactions a snapshot sees ("System Information Functions and Operators", "Transaction ID and Snapshot
/// Information Functions"): everything before `xmin`, nothing from `xmax` on, and what is between but not in progress.
struct snapshot {
    std::uint64_t xmin = 1;                 ///< the oldest transaction that is still active; at least 1
    std::uint64_t xmax = 1;                 ///< one behind the newest transaction that has ended; at least xmin
    std::vector<std::uint64_t> in_progress; ///< those of xmin to xmax that are active, ascending

    /// "10:20:10,14", as the server prints it.
    [[nodiscard]] TUSK_API std::string to_string() const;
    /// Reads what to_string() writes.
    /// \throws conversion_error when `text` is anything else, or breaks a rule of the members above.
    [[nodiscard]] TUSK_API static snapshot parse(std::string_view text);

    friend bool operator==(const snapshot&, const snapshot&) = default;

    /// Reads the binary form.
    /// \throws malformed_value when it is not one, or breaks a rule of the members above.
    [[nodiscard]] TUSK_API static snapshot decode(byte_view bytes, oid column);
    /// Writes the binary form.
    /// \throws conversion_error when this breaks a rule of the members above: no server takes it.
    TUSK_API void encode(byte_writer& out) const;
};

/// tusk::snapshot ↔ pg_snapshot and txid_snapshot.
template <>
struct codec<snapshot> {
    static constexpr oid type = oid::pg_snapshot;
    static constexpr oid array_type = oid::pg_snapshot_array;

    static constexpr bool reads(oid column) noexcept { return column == type || column == oid::txid_snapshot; }
    static snapshot read_binary(byte_view bytes, oid column) { return snapshot::decode(bytes, column); }
    static snapshot read_text(std::string_view text, oid) { return snapshot::parse(text); }

    static constexpr std::optional<format> writes(oid parameter) noexcept {
        return parameter == oid::txid_snapshot ? format::binary : detail::writes_own_type(type, parameter);
    }
    static void write_binary(byte_writer& out, const snapshot& value, oid) { value.encode(out); }
    static void write_text(byte_writer& out, const snapshot& value, oid) { out.text(value.to_string()); }
};

} // namespace tusk
