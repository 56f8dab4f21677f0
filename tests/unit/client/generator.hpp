/// \file
/// Random strings out of pieces, the same ones in every run and everywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <random>
#include <span>
#include <string>
#include <string_view>

namespace tusk::test {

class generator {
public:
    // No distribution of the standard library's: they differ from one to the next.
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
    /// True one time out of `times`.
    bool once_in(std::size_t times) { return below(times) == 0; }
    template <class Text>
    const Text& one_of(std::span<const Text> pieces) {
        return pieces[below(pieces.size())];
    }
    template <std::size_t Count>
    std::string one_of(const char* const (&pieces)[Count]) {
        return pieces[below(Count)];
    }
    template <std::size_t Count>
    std::string some_of(const char* const (&pieces)[Count], std::size_t at_most) {
        std::string text;
        for (std::size_t count = below(at_most + 1); count > 0; --count) text += one_of(pieces);
        return text;
    }

private:
    std::mt19937_64 random_{20'240'229};
};

/// Counts both outcomes, so that a generator that only makes one of them is noticed, and says so at the end.
class tally {
public:
    tally(std::string_view judge, std::string_view what) : judge_(judge), what_(what) {}
    ~tally() {
        std::cout << judge_ << " on " << accepted + refused << " " << what_ << ": " << accepted << " accepted, "
                  << refused << " refused\n";
    }
    tally(const tally&) = delete;
    tally& operator=(const tally&) = delete;
    void add(bool was_accepted) { ++(was_accepted ? accepted : refused); }

    int accepted = 0;
    int refused = 0;

private:
    std::string judge_;
    std::string what_;
};

} // namespace tusk::test
