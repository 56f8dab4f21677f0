// Connection strings: reading both kinds, writing them, and what a mistake costs.
#include <tusk/error.hpp>
#include <tusk/params.hpp>

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

namespace {

constexpr std::string_view short_conninfo = "host=localhost dbname=mountains user=anna";
constexpr std::string_view long_conninfo =
    "host=db1.example.com,db2.example.com,db3.example.com port=5432,5433,5434 dbname=mountains user='anna b' "
    "password='it\\'s a \\\\ secret' connect_timeout=10 application_name='the application' options='-c geqo=off' "
    "keepalives_idle=60 keepalives_interval=10 keepalives_count=5 sslmode=verify-full sslrootcert=/etc/ssl/ca.pem "
    "channel_binding=require ssl_min_protocol_version=TLSv1.3";
constexpr std::string_view short_uri = "postgresql://anna@localhost/mountains";
constexpr std::string_view long_uri =
    "postgresql://anna%20b:it%27s%20a%20secret@db1.example.com:5432,[2001:db8::2]:5433,db3.example.com:5434/mountains"
    "?connect_timeout=10&application_name=the%20application&options=-c%20geqo%3Doff&keepalives_idle=60"
    "&sslmode=verify-full&sslrootcert=/etc/ssl/ca.pem&channel_binding=require&ssl_min_protocol_version=TLSv1.3";

void parse(benchmark::State& state, std::string_view text) {
    for ([[maybe_unused]] auto turn : state) benchmark::DoNotOptimize(tusk::params::parse(text));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK_CAPTURE(parse, short_conninfo, short_conninfo);
BENCHMARK_CAPTURE(parse, long_conninfo, long_conninfo);
BENCHMARK_CAPTURE(parse, short_uri, short_uri);
BENCHMARK_CAPTURE(parse, long_uri, long_uri);

void write_conninfo(benchmark::State& state) {
    const tusk::params given = tusk::params::parse(long_conninfo);
    for ([[maybe_unused]] auto turn : state) benchmark::DoNotOptimize(given.to_conninfo());
}
BENCHMARK(write_conninfo);

void write_uri(benchmark::State& state) {
    const tusk::params given = tusk::params::parse(long_conninfo);
    for ([[maybe_unused]] auto turn : state) benchmark::DoNotOptimize(given.to_uri());
}
BENCHMARK(write_uri);

/// A misspelt keyword: the error is thrown with the keyword that was meant.
void refuse_unknown_keyword(benchmark::State& state) {
    for ([[maybe_unused]] auto turn : state) {
        try {
            benchmark::DoNotOptimize(tusk::params::parse("host=localhost aplication_name=x"));
        } catch (const tusk::programming_error& e) {
            benchmark::DoNotOptimize(e.what());
        }
    }
}
BENCHMARK(refuse_unknown_keyword);

} // namespace
