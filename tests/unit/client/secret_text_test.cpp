// This program's own operator delete looks at all memory that is given back: no secret may be left in it.
#include <tusk/secret_text.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <malloc.h>
#include <new>
#include <string>
#include <string_view>
#include <utility>

namespace {

constexpr std::string_view secret = "open-sesame-open-sesame-open-sesame";
int leaks = 0;

void release(void* memory) noexcept {
    if (memory == nullptr) return;
    const std::string_view contents(static_cast<const char*>(memory), malloc_usable_size(memory));
    if (contents.find("sesame-open-sesame") != std::string_view::npos) ++leaks;
    std::free(memory);
}

} // namespace

void* operator new(std::size_t size) {
    if (void* memory = std::calloc(1, size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }

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
