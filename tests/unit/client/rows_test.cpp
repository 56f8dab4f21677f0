#include "tests/unit/client/wire_rows.hpp"

#include <tusk/tusk.hpp>

#include <catch2/catch.hpp>

using namespace tusk::test;
using tusk::oid;
using tusk::rows;
using tusk::typed_rows;

namespace {

struct numbered {
    int n = 0;
    std::string text;
};

/// Rows (0, "row 0"), (1, "row 1") …, spread over segments.
std::shared_ptr<const tusk::detail::result_set> numbered_rows(int count) {
    std::vector<std::string> bodies;
    for (int i = 0; i < count; ++i) bodies.push_back(row_body({binary(i), "row " + std::to_string(i)}));
    return make_result(make_shape({make_column("n", oid::int4), make_column("text", oid::text)}), bodies, 3);
}

std::vector<int> numbers_in(const rows& some) {
    std::vector<int> numbers;
    for (const tusk::row& row : some) numbers.push_back(row["n"].as<int>());
    return numbers;
}

} // namespace

TEST_CASE("no rows are empty") {
    const rows none;
    CHECK(none.empty());
    CHECK(none.size() == 0);
    CHECK(none.begin() == none.end());
    CHECK_THROWS_AS(none[0], tusk::interface_error);
    CHECK_THROWS_AS(none.front(), tusk::interface_error);
    CHECK_THROWS_AS(none.back(), tusk::interface_error);
}

TEST_CASE("rows are reached at random, across all segments") {
    const rows all(numbered_rows(10), 0, 10);
    CHECK(all.size() == 10);
    for (const std::size_t position : {9U, 0U, 5U, 2U, 3U}) {
        CHECK(all[position][0].as<std::size_t>() == position);
        CHECK(all[position]["text"].as<std::string>() == "row " + std::to_string(position));
    }
    CHECK(all.front()[0].as<int>() == 0);
    CHECK(all.back()[0].as<int>() == 9);
}

TEST_CASE("rows may be a part of a result, and count from its beginning") {
    const rows part(numbered_rows(10), 4, 3);
    CHECK(numbers_in(part) == std::vector<int>{4, 5, 6});
    CHECK(part[0]["n"].as<int>() == 4);
    CHECK(part.back()["n"].as<int>() == 6);
}

TEST_CASE("a position behind the last row is an interface error that tells how many there are") {
    const rows part(numbered_rows(10), 4, 3);
    CHECK_THROWS_AS(part[3], tusk::interface_error);
    CHECK_THROWS_WITH(part[3], Catch::Contains("position 3") && Catch::Contains("there are 3"));
}

TEST_CASE("a row keeps its result alive, and so do copies of the rows") {
    auto result = numbered_rows(4);
    const std::weak_ptr<const tusk::detail::result_set> watch = result;
    std::optional<tusk::row> kept;
    {
        const rows all(std::move(result), 0, 4);
        const rows copy = all; // NOLINT(performance-unnecessary-copy-initialization): it is what is tested
        kept = copy[3];
    }
    CHECK_FALSE(watch.expired());
    CHECK((*kept)["text"].as<std::string_view>() == "row 3");
    kept.reset();
    CHECK(watch.expired());
}

TEST_CASE("typed rows are tuples, whose views are good while the range lives") {
    typed_rows<std::tuple<int, std::string_view>> all(numbered_rows(7), 0);
    CHECK(all.size() == 7);
    int expected = 0;
    std::vector<std::string_view> texts;
    for (auto [n, text] : all) {
        CHECK(n == expected++);
        texts.push_back(text);
    }
    CHECK(expected == 7);
    CHECK(all.size() == 0);
    CHECK(texts.front() == "row 0");
    CHECK(texts.back() == "row 6");
}

TEST_CASE("typed rows are structs of the user's") {
    typed_rows<numbered> all(numbered_rows(5), 0);
    const auto structs = all.to_vector();
    REQUIRE(structs.size() == 5);
    CHECK(structs[4].n == 4);
    CHECK(structs[4].text == "row 4");
    CHECK(all.to_vector().empty());
}

TEST_CASE("typed rows may begin behind some that were fetched already") {
    typed_rows<std::tuple<int, std::string>> rest(numbered_rows(5), 3);
    CHECK(rest.size() == 2);
    CHECK(std::get<0>(*rest.begin()) == 3);
    CHECK(rest.size() == 1);
    const auto last = rest.to_vector();
    REQUIRE(last.size() == 1);
    CHECK(std::get<1>(last[0]) == "row 4");
    typed_rows<std::tuple<int, std::string>> none(numbered_rows(5), 5);
    CHECK(none.begin() == none.end());
}

TEST_CASE("the current typed row may be moved from") {
    typed_rows<numbered> all(numbered_rows(3), 0);
    std::vector<numbered> taken;
    for (numbered& each : all) taken.push_back(std::move(each));
    CHECK(taken[0].text == "row 0");
    CHECK(taken[2].text == "row 2");
}

TEST_CASE("rows come in batches that use one vector, of which only the last is shorter") {
    using batches = tusk::typed_batches<typed_rows<numbered>, numbered>;
    std::vector<std::size_t> sizes;
    std::vector<int> numbers;
    const numbered* memory = nullptr;
    for (const std::span<numbered> batch : batches(typed_rows<numbered>(numbered_rows(10), 1), 4)) {
        sizes.push_back(batch.size());
        if (sizes.size() == 2) memory = batch.data();
        if (sizes.size() == 3) CHECK(batch.data() == memory);
        for (numbered& each : batch) {
            CHECK(each.text == "row " + std::to_string(each.n));
            numbers.push_back(each.n);
            const std::string moved = std::move(each.text); // must not disturb the next batch
        }
    }
    CHECK(sizes == std::vector<std::size_t>{4, 4, 1});
    CHECK(numbers == std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8, 9});
    batches none(typed_rows<numbered>(numbered_rows(3), 3), 4);
    CHECK(none.begin() == none.end());
    CHECK_THROWS_AS(batches(typed_rows<numbered>(numbered_rows(3), 0), 0), tusk::interface_error);
}

TEST_CASE("a row that cannot be decoded leaves no half of a batch behind") {
    const auto result = make_result(make_shape({make_column("n", oid::int4)}),
                                    {row_body({binary(1)}), row_body({field()}), row_body({binary(3)})});
    typed_rows<std::tuple<int>> all(result, 0);
    std::vector<std::tuple<int>> into(5);
    CHECK_THROWS_AS(all.fetch(into, 3), tusk::data_error);
    CHECK(into.empty());
    CHECK(all.size() == 1);
    CHECK(all.to_vector() == std::vector<std::tuple<int>>{{3}});
    CHECK(all.size() == 0);
}

TEST_CASE("rows are fetched into a vector of the user's, over what was in it") {
    typed_rows<numbered> all(numbered_rows(5), 0);
    std::vector<numbered> mine(7);
    CHECK(all.fetch(mine, 2) == 2);
    CHECK(mine.size() == 2);
    CHECK(mine[1].text == "row 1");
    CHECK(all.size() == 3);
    numbered one;
    CHECK(all.next(one));
    CHECK(one.text == "row 2");
    CHECK(all.fetch(mine, 0) == 0);
    CHECK(mine.empty());
    CHECK(all.fetch(mine, 1'000) == 2);
    CHECK(mine[1].text == "row 4");
    CHECK_FALSE(all.next(one));
    CHECK(all.fetch(mine, 1) == 0);
    CHECK(mine.empty());
}

TEST_CASE("typed rows that do not fit the columns are refused before the first row") {
    using too_few = typed_rows<std::tuple<int>>;
    CHECK_THROWS_AS(too_few(numbered_rows(0), 0), tusk::interface_error);
    using wrong_type = typed_rows<std::tuple<int, int>>;
    CHECK_THROWS_AS(wrong_type(numbered_rows(0), 0), tusk::data_error);
}

TEST_CASE("rows without columns can be counted, and read as empty tuples") {
    const auto result = make_result(make_shape({}), {row_body({}), row_body({}), row_body({})});
    CHECK(rows(result, 0, 3).back().size() == 0);
    typed_rows<std::tuple<>> all(result, 0);
    CHECK(all.to_vector().size() == 3);
}
