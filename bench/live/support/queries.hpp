// The statements of the scenarios, the same for every driver. bench/live/tables.sql makes the tables.
#pragma once

namespace bench::queries {

/// Rows of five types, some 70 bytes each on the wire; `$1` is how many.
inline constexpr const char* readings = "SELECT id, value, label, even, taken FROM bench.readings LIMIT $1::int8";

/// One of them.
inline constexpr const char* reading_by_id =
    "SELECT id, value, label, even, taken FROM bench.readings WHERE id = $1::int8";

/// Twelve columns of the catalogue, some 600 rows: query 1 of MagicStack's benchmark.
inline constexpr const char* pg_type =
    "SELECT typname, typnamespace, typowner, typlen, typbyval, typcategory, typispreferred, typisdefined, typdelim, "
    "typrelid, typelem, typarray FROM pg_catalog.pg_type WHERE typtypmod = $1::int4 AND typisdefined = $2::bool";

/// Many small results: query 2 of MagicStack's benchmark.
inline constexpr const char* generate_series = "SELECT i FROM generate_series(1, $1::int8::int4) AS i";

/// Values of a megabyte each.
inline constexpr const char* bytea = "SELECT content FROM bench.large_values LIMIT $1::int8";

/// Values of 8 kB each: query 3 of MagicStack's benchmark.
inline constexpr const char* large_object = "SELECT content FROM bench.medium_values LIMIT $1::int8";

/// Arrays of 100 int4 each: query 4 of MagicStack's benchmark.
inline constexpr const char* int4_array = "SELECT numbers FROM bench.arrays LIMIT $1::int8";

/// Query 7 of MagicStack's benchmark.
inline constexpr const char* one_plus_one = "SELECT 1 + 1";

/// Where `insert` puts its rows: query 6 of MagicStack's benchmark, and executemany.
inline constexpr const char* create_inserted =
    "CREATE TEMPORARY TABLE inserted (id int8, value float8, label text, even bool)";
inline constexpr const char* truncate_inserted = "TRUNCATE inserted";
inline constexpr const char* insert = "INSERT INTO inserted (id, value, label, even) VALUES ($1, $2, $3, $4)";
/// What `insert` has done, as two numbers: how many rows, and a sum over all that they hold.
inline constexpr const char* sum_inserted =
    "SELECT count(*)::int8, coalesce(sum(hashtext(t::text)::int8), 0)::int8 FROM inserted t";

} // namespace bench::queries
