// Watches every block of memory that the program gives back, for passwords and what is as good as they are.
#include "auth/login.hpp"
#include "auth/md5.hpp"
#include "auth/oauth.hpp"
#include "auth/saslprep.hpp"
#include "auth/scram.hpp"

#include <tusk/protocol/backend.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <new>
#include <string>
#include <string_view>
#include <utility>

using namespace tusk::auth;

namespace {

// What must not be found in memory that is freed; empty while nothing is watched.
std::string_view watched;
int sightings = 0;

void watch(void* memory) {
    if (memory == nullptr || watched.empty()) return;
    if (memmem(memory, malloc_usable_size(memory), watched.data(), watched.size()) != nullptr) ++sightings;
}

} // namespace

// Fresh memory is zeroed, so that what is found in a block was written while that block was in use.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return std::calloc(1, size == 0 ? 1 : size); }
void* operator new(std::size_t size) {
    if (void* memory = operator new(size, std::nothrow)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    watch(memory);
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

namespace {

// How many freed blocks still hold `text` after `action`.
template <class Action>
int sightings_of(std::string_view text, Action action) {
    sightings = 0;
    watched = text;
    action();
    watched = {};
    return sightings;
}

constexpr const char* password = "correct horse battery staple";
constexpr const char* outside_ascii = "p\xc3\xa4sswort with a se\xe2\x85\xa8ret";
constexpr const char* prepared = "p\xc3\xa4sswort with a seIXret";

void log_in(const char* text) {
    scram_options options;
    options.client_nonce = "x";
    scram_client client(secret(text), options);
    (void)client.client_final("r=xy,s=c2FsdA==,i=2");
}

} // namespace

TEST_CASE("the watch sees what is left behind") {
    CHECK(sightings_of("horse battery", [] { (void)std::make_unique<std::string>(password); }) > 0);
}

TEST_CASE("a secret leaves nothing behind, not even while it grows or is moved") {
    CHECK(sightings_of("horse battery", [] {
              secret text(password);
              for (int i = 0; i < 100; ++i) text.append("and more");
              secret other = std::move(text);
              other = secret("another");
          }) == 0);
}

TEST_CASE("a SCRAM login leaves neither the password nor the prepared one behind") {
    CHECK(sightings_of("horse battery", [] { log_in(password); }) == 0);
    CHECK(sightings_of("sswort with", [] { log_in(outside_ascii); }) == 0);
    CHECK(sightings_of("seIXret", [] { log_in(outside_ascii); }) == 0);
}

TEST_CASE("a cache of SCRAM keys leaves neither passwords nor keys behind") {
    constexpr std::string_view key = "a client key of thirty-two bytes";
    const auto keep = [&](scram_key_cache& cache, const std::string& user) {
        const secret text(password);
        scram_keys keys{digest(key.size()), digest(key.size())};
        std::memcpy(keys.client_key.memory().data(), key.data(), key.size());
        cache.keep(cache.name_of({"db", user, hash_algorithm::sha256, text, {}, 1}), keys);
    };
    const auto use = [&](auto end) {
        scram_key_cache cache;
        for (std::size_t i = 0; i < scram_key_cache::most_entries; ++i) keep(cache, std::to_string(i));
        end(cache);
    };
    const auto evict = [&](scram_key_cache& cache) { keep(cache, "one more"); };
    const auto close = [](scram_key_cache& cache) { cache.close(); };
    for (const std::string_view text : {std::string_view(password), key}) {
        CHECK(sightings_of(text, [&] { use(evict); }) == 0);
        CHECK(sightings_of(text, [&] { use(close); }) == 0);
        CHECK(sightings_of(text, [&] { use([](scram_key_cache&) {}); }) == 0);
    }
}

TEST_CASE("SASLprep leaves no decoded characters behind") {
    constexpr std::u32string_view decoded = U"sswort with";
    const std::string_view bytes(reinterpret_cast<const char*>(decoded.data()), decoded.size() * sizeof(char32_t));
    CHECK(sightings_of(bytes, [] { CHECK(prepare_password(outside_ascii).text() == prepared); }) == 0);
}

TEST_CASE("an MD5 login leaves neither the password nor the stored hash behind") {
    const auto log_in_by_md5 = [] {
        (void)md5_password("alice", secret("pencil of alice"), tusk::protocol::as_bytes("salt"));
    };
    CHECK(sightings_of("pencil of", log_in_by_md5) == 0);
    // hex(md5("pencil of alice" "alice")), which is all that a server checks against
    CHECK(sightings_of("4f154693c2ed52db86097d23370be05f", log_in_by_md5) == 0);
}

namespace {

/// Plays a server that asks so, and lets in when it is answered.
void log_in_by(const auto& asking, const login_request& request) {
    using namespace tusk::protocol;
    byte_buffer answers;
    byte_writer out(answers);
    asking.encode(out);
    backend::authentication_ok{}.encode(out);
    backend::ready_for_query{}.encode(out);
    channel ch;
    exchange_state state(ch);
    endpoint server;
    server.kind = endpoint::family::unix_socket;
    auto conversation = login(ch, request, server, nullptr);
    for (effect wanted = conversation.start(state); wanted != effect::done; wanted = conversation.resume(state)) {
        if (wanted == effect::write) {
            ch.sent(ch.unsent().size());
            continue;
        }
        const auto space = ch.input().prepare();
        std::copy(answers.view().begin(), answers.view().end(), space.begin()); // a few bytes, asked for once
        ch.input().commit(answers.size());
    }
    (void)conversation.result();
}

} // namespace

TEST_CASE("B13: a login leaves neither the password nor the token behind") {
    const auto asked_for_password = [] {
        login_request request;
        request.user = "anna";
        request.ask_password = [](const tusk::protocol::endpoint&, bool) { return secret(password); };
        log_in_by(tusk::protocol::backend::authentication_cleartext_password{}, request);
    };
    CHECK(sightings_of("horse battery", asked_for_password) == 0);
    const auto given_password = [] {
        login_request request;
        request.password = secret(password);
        log_in_by(tusk::protocol::backend::authentication_cleartext_password{}, request);
    };
    CHECK(sightings_of("horse battery", given_password) == 0);
    const auto asked_for_token = [] {
        login_request request;
        request.ask_token = [](const tusk::protocol::endpoint&, bool) { return secret("a.token.of-anna"); };
        log_in_by(tusk::protocol::backend::authentication_sasl{{oauthbearer}}, request);
    };
    CHECK(sightings_of("token.of-anna", asked_for_token) == 0);
}
