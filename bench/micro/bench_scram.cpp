// A login by SCRAM-SHA-256 as the client computes it: with the key derivation that a server's usual 4096 iterations ask
// for, the derivation alone, a login whose keys are known from an earlier one, and everything but the derivation.
#include "auth/base64.hpp"
#include "auth/scram.hpp"

#include <tusk/protocol/bytes.hpp>

#include <benchmark/benchmark.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace tusk::auth;
using tusk::protocol::as_bytes;

constexpr auto algorithm = hash_algorithm::sha256;
constexpr std::uint32_t postgresql_iterations = 4096;
constexpr std::string_view client_nonce = "rOprNGfwEbeRWgbNEkqO";
constexpr std::string_view salt = "sixteen bytes!!!";

const secret& password() {
    static const secret text("pencil and paper");
    return text;
}

/// The server's side of one login. The client's nonce is fixed, so its messages always stay the same.
struct server_messages {
    std::string first;
    std::string final;
};

server_messages serve(std::uint32_t iterations) {
    const std::string nonce = std::string(client_nonce) + "3rfcNHYJY1ZVvWVs7j";
    server_messages messages;
    messages.first = "r=" + nonce + ",s=" + base64_encode(as_bytes(salt)) + ",i=" + std::to_string(iterations);
    // RFC 5802, section 3: AuthMessage; "biws" is the base64 of the header "n,,".
    const std::string auth_message = "n=,r=" + std::string(client_nonce) + "," + messages.first + ",c=biws,r=" + nonce;
    const scram_keys keys = derive_scram_keys(algorithm, pbkdf2(algorithm, password(), as_bytes(salt), iterations));
    messages.final = "v=" + base64_encode(scram_server_signature(algorithm, keys.server_key, auth_message).bytes());
    return messages;
}

void log_in(const server_messages& server, const scram_options& options) {
    scram_client client(password(), options);
    benchmark::DoNotOptimize(client.client_first());
    benchmark::DoNotOptimize(client.client_final(server.first));
    client.verify(server.final);
}

/// The whole of it, for the number of iterations given.
void scram_exchange(benchmark::State& state) {
    const server_messages server = serve(static_cast<std::uint32_t>(state.range(0)));
    scram_options options;
    options.client_nonce = client_nonce;
    for ([[maybe_unused]] auto turn : state) log_in(server, options);
}
BENCHMARK(scram_exchange)->Arg(postgresql_iterations)->Arg(100'000)->Unit(benchmark::kMicrosecond);

/// SaltedPassword alone: PBKDF2 with HMAC-SHA-256.
void scram_key_derivation(benchmark::State& state) {
    const auto iterations = static_cast<std::uint32_t>(state.range(0));
    for ([[maybe_unused]] auto turn : state)
        benchmark::DoNotOptimize(pbkdf2(algorithm, password(), as_bytes(salt), iterations));
}
BENCHMARK(scram_key_derivation)->Arg(postgresql_iterations)->Arg(100'000)->Unit(benchmark::kMicrosecond);

/// The second login and all later ones of a process: the first one's keys are found.
void scram_second_login(benchmark::State& state) {
    const server_messages server = serve(postgresql_iterations);
    scram_key_cache cache;
    scram_options options;
    options.client_nonce = client_nonce;
    options.key_cache = &cache;
    options.cached_server = "db.example.com, 192.0.2.7, 5432";
    options.cached_user = "anna";
    log_in(server, options);
    for ([[maybe_unused]] auto turn : state) log_in(server, options);
}
BENCHMARK(scram_second_login)->Unit(benchmark::kMicrosecond);

/// What is left when the salted password is known: messages, SASLprep, proof and signature.
void scram_messages_and_proofs(benchmark::State& state) {
    const server_messages server = serve(postgresql_iterations);
    const digest salted = pbkdf2(algorithm, password(), as_bytes(salt), postgresql_iterations);
    scram_options options;
    options.client_nonce = client_nonce;
    options.salt_password = [&salted](hash_algorithm, const secret&, tusk::protocol::byte_view, std::uint32_t) {
        return salted;
    };
    for ([[maybe_unused]] auto turn : state) log_in(server, options);
}
BENCHMARK(scram_messages_and_proofs)->Unit(benchmark::kMicrosecond);

} // namespace
