#include "tests/unit/types/wire.hpp"

#include <tusk/types/array.hpp>
#include <tusk/types/enumeration.hpp>
#include <tusk/types/integer.hpp>

using Catch::Matchers::Contains;
using tusk::conversion_error;
using tusk::oid;

namespace {

enum class mood { sad, ok, happy, unheard_of };
enum class flag : bool { no, yes };
enum class unlabelled { one };

} // namespace

template <>
struct tusk::enum_labels<mood> {
    static constexpr std::array labels{std::pair{mood::sad, std::string_view("sad")},
                                       std::pair{mood::ok, std::string_view("o'k, \"fine\"")},
                                       std::pair{mood::happy, std::string_view("happy")}};
};
template <>
struct tusk::enum_labels<flag> {
    static constexpr std::pair<flag, std::string_view> labels_[]{{flag::yes, "y"}};
    static constexpr std::span<const std::pair<flag, std::string_view>> labels{labels_};
};

namespace {

constexpr auto mood_number = static_cast<oid>(16'400);
constexpr auto moods_number = static_cast<oid>(16'401);

tusk::type_info user_type(oid number, std::string name, tusk::type_kind kind) {
    tusk::type_info made;
    made.number = number;
    made.name = std::move(name);
    made.kind = kind;
    return made;
}

const auto mood_type =
    std::make_shared<const tusk::type_info>(user_type(mood_number, "mood", tusk::type_kind::enumeration));

const tusk::type_info& moods_type() {
    static const tusk::type_info made = [] {
        tusk::type_info moods = user_type(moods_number, "mood[]", tusk::type_kind::array);
        moods.made_of = mood_type;
        return moods;
    }();
    return made;
}

mood read_mood(std::string_view label, tusk::type_ref column) {
    REQUIRE(tusk::codec<mood>::reads(column));
    const mood value = tusk::codec<mood>::read_text(label, column);
    CHECK(tusk::codec<mood>::read_binary(tusk::protocol::as_bytes(label), column) == value);
    return value;
}

template <class... Pairs>
constexpr bool accepted(Pairs... pairs) {
    return tusk::detail::is_one_to_one(std::array<std::pair<int, std::string_view>, sizeof...(Pairs)>{pairs...});
}
using pair = std::pair<int, std::string_view>;

// What a compiler refuses, where it says so.
static_assert(accepted(pair{1, "a"}, pair{2, "b"}, pair{3, "c"}));
static_assert(!accepted(pair{1, "a"}, pair{2, "b"}, pair{3, "a"}), "one label for two values");
static_assert(!accepted(pair{1, "a"}, pair{2, "b"}, pair{1, "c"}), "two labels for one value");
static_assert(!accepted(), "no labels");
static_assert(!accepted(pair{1, std::string_view("a\0b", 3)}), "a label that no server can have");
static_assert(tusk::labelled_enum<mood> && tusk::labelled_enum<flag>);
static_assert(!tusk::labelled_enum<unlabelled> && !tusk::labelled_enum<int>);
static_assert(!tusk::readable<unlabelled> && !tusk::writable<unlabelled>);

} // namespace

TEST_CASE("enumerations are read from the labels of enums and from characters") {
    for (const tusk::type_ref column : {tusk::type_ref(*mood_type), tusk::type_ref(oid::text),
                                        tusk::type_ref(oid::varchar), tusk::type_ref(oid::name)}) {
        CHECK(read_mood("sad", column) == mood::sad);
        CHECK(read_mood("o'k, \"fine\"", column) == mood::ok);
        CHECK(read_mood("happy", column) == mood::happy);
    }
    CHECK(wire::read_text<flag>("y", oid::text) == flag::yes);
}

TEST_CASE("enumerations are read from no other types, unknown ones included") {
    for (const oid type : {oid::int4, oid::json, oid::bytea, oid::none, oid::text_array, mood_number})
        CHECK_FALSE(tusk::codec<mood>::reads(type));
    CHECK_FALSE(tusk::codec<mood>::reads(moods_type()));
}

TEST_CASE("a label that is not listed is refused by name, beside the labels that are") {
    for (const char* label : {"Sad", "sad ", "", "sa", "sadder"}) {
        CHECK_THROWS_AS(tusk::codec<mood>::read_text(label, *mood_type), conversion_error);
        CHECK_THROWS_AS(tusk::codec<mood>::read_binary(tusk::protocol::as_bytes(label), *mood_type), conversion_error);
    }
    CHECK_THROWS_WITH(read_mood("angry", *mood_type), Contains("\"angry\" is no label of") && Contains("mood") &&
                                                          Contains("sad, o'k, \"fine\", happy"));
}

TEST_CASE("enumerations are sent as their labels, to enums and characters") {
    const std::string happy = wire::hex(tusk::protocol::as_bytes("happy"));
    for (const tusk::type_ref parameter : {tusk::type_ref(*mood_type), tusk::type_ref(oid::text),
                                           tusk::type_ref(oid::none), tusk::type_ref(oid::bpchar)}) {
        CHECK(tusk::codec<mood>::writes(parameter) == tusk::format::binary);
        CHECK(wire::written_binary(mood::happy, parameter) == happy);
        CHECK(wire::written_text(mood::happy, parameter) == "happy");
    }
    CHECK(wire::sent(mood::happy, oid::int4) == "refused");
    CHECK_FALSE(tusk::codec<mood>::writes(moods_type()));
}

TEST_CASE("a value without a label is not sent") {
    CHECK_THROWS_WITH(wire::written_text(mood::unheard_of, oid::text), Contains("value 3 of") && Contains("mood"));
    CHECK_THROWS_AS(wire::written_binary(mood::unheard_of, oid::text), conversion_error);
    CHECK_THROWS_WITH(wire::written_text(flag::no, oid::text), Contains("value 0 of"));
}

TEST_CASE("arrays of enums are vectors of enumerations") {
    using moods = std::vector<std::optional<mood>>;
    const moods some{mood::ok, std::nullopt, mood::sad};
    constexpr auto text = R"({"o'k, \"fine\"",NULL,sad})";
    REQUIRE(tusk::codec<moods>::reads(moods_type()));
    CHECK(tusk::codec<moods>::read_text(text, moods_type()) == some);
    CHECK(tusk::codec<moods>::writes(moods_type()) == tusk::format::binary);
    CHECK(wire::written_text(some, moods_type()) == text);
    const std::string binary = wire::written_binary(some, moods_type());
    CHECK(binary.substr(0, 40) == wire::without_spaces("00000001 00000001 00004010 00000003 00000001"));
    CHECK(tusk::codec<moods>::read_binary(wire::bytes(binary), moods_type()) == some);
    CHECK(wire::read_text<std::vector<mood>>("{sad,happy}", oid::text_array) ==
          std::vector<mood>{mood::sad, mood::happy});
    CHECK_FALSE(tusk::codec<moods>::writes(oid::none));
    CHECK_FALSE(tusk::codec<moods>::reads(oid::int4_array));
}
