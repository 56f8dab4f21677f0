/// \file
/// The members of an aggregate, without a macro at its definition: how many there are, their types, and references.
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

namespace tusk::detail {

/// Converts to anything: stands for a member of unknown type in an initialiser.
struct anything {
    template <class T>
    operator T() const; // NOLINT(google-explicit-constructor): the whole point
};

template <std::size_t>
using anything_at = anything;

template <class T, std::size_t... I>
constexpr bool initialisable_with(std::index_sequence<I...>) {
    return requires { T{anything_at<I>{}...}; };
}

/// The largest number of initialisers that `T{…}` takes: its number of members, as long as none is an array or a base.
template <class T, std::size_t Most>
[[nodiscard]] constexpr std::size_t member_count() noexcept {
    if constexpr (initialisable_with<T>(std::make_index_sequence<Most>()))
        return Most;
    else if constexpr (Most == 0)
        return 0;
    else
        return member_count<T, Most - 1>();
}

inline constexpr std::size_t most_members = 32;

/// References to all members of an aggregate, in the order of their declaration.
template <std::size_t Count, class T>
[[nodiscard]] constexpr auto tie_members(T& object) noexcept {
    static_assert(Count <= most_members, "a row can be decoded into an aggregate of at most 32 members");
    // A structured binding needs as many names as there are members, so each number has its own line.
    if constexpr (Count == 1) {
        auto& [m1] = object;
        return std::tie(m1);
    } else if constexpr (Count == 2) {
        auto& [m1, m2] = object;
        return std::tie(m1, m2);
    } else if constexpr (Count == 3) {
        auto& [m1, m2, m3] = object;
        return std::tie(m1, m2, m3);
    } else if constexpr (Count == 4) {
        auto& [m1, m2, m3, m4] = object;
        return std::tie(m1, m2, m3, m4);
    } else if constexpr (Count == 5) {
        auto& [m1, m2, m3, m4, m5] = object;
        return std::tie(m1, m2, m3, m4, m5);
    } else if constexpr (Count == 6) {
        auto& [m1, m2, m3, m4, m5, m6] = object;
        return std::tie(m1, m2, m3, m4, m5, m6);
    } else if constexpr (Count == 7) {
        auto& [m1, m2, m3, m4, m5, m6, m7] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7);
    } else if constexpr (Count == 8) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8);
    } else if constexpr (Count == 9) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9);
    } else if constexpr (Count == 10) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10);
    } else if constexpr (Count == 11) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11);
    } else if constexpr (Count == 12) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12);
    } else if constexpr (Count == 13) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13);
    } else if constexpr (Count == 14) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14);
    } else if constexpr (Count == 15) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15);
    } else if constexpr (Count == 16) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16);
    } else if constexpr (Count == 17) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17);
    } else if constexpr (Count == 18) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18);
    } else if constexpr (Count == 19) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19);
    } else if constexpr (Count == 20) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20);
    } else if constexpr (Count == 21) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21);
    } else if constexpr (Count == 22) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22] =
            object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                        m22);
    } else if constexpr (Count == 23) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22,
               m23] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                        m22, m23);
    } else if constexpr (Count == 24) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
               m24] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                        m22, m23, m24);
    } else if constexpr (Count == 25) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
               m24, m25] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                        m22, m23, m24, m25);
    } else if constexpr (Count == 26) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
               m24, m25, m26] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                        m22, m23, m24, m25, m26);
    } else if constexpr (Count == 27) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
               m24, m25, m26, m27] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                        m22, m23, m24, m25, m26, m27);
    } else if constexpr (Count == 28) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
               m24, m25, m26, m27, m28] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                        m22, m23, m24, m25, m26, m27, m28);
    } else if constexpr (Count == 29) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
               m24, m25, m26, m27, m28, m29] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                        m22, m23, m24, m25, m26, m27, m28, m29);
    } else if constexpr (Count == 30) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
               m24, m25, m26, m27, m28, m29, m30] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                        m22, m23, m24, m25, m26, m27, m28, m29, m30);
    } else if constexpr (Count == 31) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
               m24, m25, m26, m27, m28, m29, m30, m31] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                        m22, m23, m24, m25, m26, m27, m28, m29, m30, m31);
    } else if constexpr (Count == 32) {
        auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23,
               m24, m25, m26, m27, m28, m29, m30, m31, m32] = object;
        return std::tie(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21,
                        m22, m23, m24, m25, m26, m27, m28, m29, m30, m31, m32);
    }
}

/// What `decode_plan` asks of a type that stands for a row.
template <class T>
struct aggregate_parts {
    static_assert(std::is_aggregate_v<T> && std::is_default_constructible_v<T>,
                  "rows can be read as a std::tuple or as an aggregate (a struct without constructors)");
    static constexpr std::size_t count = member_count<T, most_members>();
    static_assert(count > 0, "an aggregate without members cannot hold a row");

    static auto tie(T& row) noexcept { return tie_members<count>(row); }

    template <class Tied>
    struct without_references;
    template <class... Member>
    struct without_references<std::tuple<Member&...>> {
        using type = std::tuple<Member...>;
    };
    using types = typename without_references<decltype(tie(std::declval<T&>()))>::type;
};

} // namespace tusk::detail
