-- The tables that the scenarios read. psql runs this as a superuser of a throwaway server:
--     psql --set readings=1000000 --set large_values=100 --set role=tusk_trust --file bench/live/tables.sql
\set ON_ERROR_STOP on
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;

CREATE UNLOGGED TABLE bench.readings AS
    SELECT g::int8 AS id,
           sqrt(g)::float8 AS value,
           'reading ' || g % 100000 AS label,
           g % 2 = 0 AS even,
           timestamptz '2024-01-01 00:00:00+00' + g * interval '1.000001 second' AS taken
    FROM generate_series(1, :readings) g;
ALTER TABLE bench.readings ADD PRIMARY KEY (id);

-- Stored as they are, so that the server does not spend its time on decompressing.
CREATE UNLOGGED TABLE bench.large_values (content bytea);
ALTER TABLE bench.large_values ALTER COLUMN content SET STORAGE EXTERNAL;
INSERT INTO bench.large_values
    SELECT decode(repeat(md5(g::text), 65536), 'hex') FROM generate_series(1, :large_values) g;
CREATE UNLOGGED TABLE bench.medium_values (content bytea);
ALTER TABLE bench.medium_values ALTER COLUMN content SET STORAGE EXTERNAL;
INSERT INTO bench.medium_values
    SELECT decode(repeat(md5(g::text), 512), 'hex') FROM generate_series(1, 100) g;

CREATE UNLOGGED TABLE bench.arrays AS
    SELECT ARRAY(SELECT (g * 1000 + i)::int4 FROM generate_series(1, 100) i) AS numbers FROM generate_series(1, 100) g;

GRANT USAGE ON SCHEMA bench TO :role;
GRANT SELECT ON ALL TABLES IN SCHEMA bench TO :role;

-- The same rows in the same order each time, by one process.
ALTER ROLE :role SET synchronize_seqscans = off;
ALTER ROLE :role SET max_parallel_workers_per_gather = 0;
ALTER ROLE :role SET jit = off;

VACUUM ANALYZE bench.readings, bench.large_values, bench.medium_values, bench.arrays;
