// This program's own operator delete looks at all memory that is given back: no secret may be left in it.
#include <tusk/secret_text.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace {

constexpr std::string_view secret = "open-sesame-open-sesame-open-sesame";
int leaks = 0;

/// Zeroed to its very end, so that what is found in it later was written by its owner.
void* take(std::size_t size) noexcept {
    void* memory = std::malloc(size == 0 ? 1 : size);
    if (memory != nullptr) std::memset(memory, 0, malloc_usable_size(memory));
    return memory;
}

void give_back(void* memory) noexcept {
    if (memory == nullptr) return;
    const std::string_view contents(static_cast<const char*>(memory), malloc_usable_size(memory));
    if (contents.find("sesame-open-sesame") != std::string_view::npos) ++leaks;
    std::free(memory);
}

} // namespace

void* operator new(std::size_t size) {
    if (void* memory = take(size)) return memory;
    throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return take(size); }
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { give_back(memory); }

TEST_CASE("the test's operator delete sees what is left behind") {
    leaks = 0;
    delete new std::string(secret);
    CHECK(std::exchange(leaks, 0) == 1);
}

TEST_CASE("a secret leaves nothing in freed memory when it ends, is copied, moved or assigned to") {
    leaks = 0;
    {
        tusk::secret_text first = secret;
        const tusk::secret_text copy = first;
        tusk::secret_text moved = std::move(first);
        CHECK(moved == copy);
        CHECK(first.empty()); // NOLINT(bugprone-use-after-move): that is what is tested
        moved = "short";
        moved = copy;
        moved = std::move(moved);
        CHECK(moved == copy);
    }
    CHECK(leaks == 0);
}

TEST_CASE("a secret leaves nothing in freed memory when it grows") {
    leaks = 0;
    {
        tusk::secret_text grown;
        for (int i = 0; i < 100; ++i)
            for (const char character : secret) grown.push_back(character);
        CHECK(grown.size() == 100 * secret.size());
        grown.reserve(1'000'000);
        CHECK(grown.view().substr(99 * secret.size()) == secret);
    }
    CHECK(leaks == 0);
}
