#include <tusk/detail/row_store.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

using namespace tusk::protocol;
using tusk::detail::row_store;
using tusk::detail::row_walk;
using strings = std::vector<std::string>;

namespace {

/// A segment with DataRow messages of these bodies, one behind the other, as if it had been received so.
struct received {
    segment_ref segment;
    std::vector<byte_view> bodies;

    explicit received(const strings& texts, std::size_t capacity = 4'096) : segment(segment_ref::allocate(capacity)) {
        byte_buffer messages;
        byte_writer out(messages);
        for (const std::string& text : texts) {
            const auto message = out.begin_message('D');
            out.text(text);
            out.end_length(message);
            bodies.push_back({segment.data() + messages.size() - text.size(), text.size()});
        }
        REQUIRE(messages.size() <= capacity);
        std::memcpy(segment.data(), messages.data(), messages.size());
    }

    void add_to(row_store& store, byte_view body) const {
        store.add(segment, {body.data() - frame_header_size, frame_header_size + body.size()}, 1);
    }
};

strings walked(const row_store& store) {
    strings texts;
    row_walk walk(store);
    for (byte_view body; walk.next(body);) texts.emplace_back(as_text(body));
    return texts;
}

strings indexed(const row_store& store) {
    strings texts;
    for (std::size_t i = 0; i < store.size(); ++i) texts.emplace_back(as_text(store.at(i)));
    return texts;
}

} // namespace

TEST_CASE("a store without rows is walked in no steps") {
    row_store store;
    store.finish();
    CHECK(store.size() == 0);
    CHECK(walked(store).empty());
}

TEST_CASE("rows that follow each other without a gap are one range") {
    const received chunk({"a", "", "ccc"});
    row_store store;
    for (const byte_view body : chunk.bodies) chunk.add_to(store, body);
    store.finish();
    CHECK(store.size() == 3);
    CHECK(store.range_count() == 1);
    CHECK(walked(store) == strings{"a", "", "ccc"});
    CHECK(indexed(store) == strings{"a", "", "ccc"});
}

TEST_CASE("a message between two rows, or another segment, begins another range") {
    const received first({"a", "a notice, say", "b"});
    const received second({"c", "d"});
    row_store store;
    first.add_to(store, first.bodies[0]);
    first.add_to(store, first.bodies[2]);
    second.add_to(store, second.bodies[0]);
    second.add_to(store, second.bodies[1]);
    CHECK(store.range_count() == 3);
    const strings expected{"a", "b", "c", "d"};
    CHECK(walked(store) == expected);
    store.finish();
    CHECK(walked(store) == expected);
    CHECK(indexed(store) == expected);
}

TEST_CASE("finish() copies out what occupies a corner of its segment, and lets the segment go") {
    const received corner({"small"});
    row_store store;
    corner.add_to(store, corner.bodies[0]);
    CHECK_FALSE(corner.segment.unique());
    store.finish();
    CHECK(corner.segment.unique());
    REQUIRE(store.range_count() == 1);
    CHECK(store.range_at(0).segment.capacity() == frame_header_size + 5);
    std::memset(corner.segment.data(), 0, 100); // what the next result would do
    CHECK(walked(store) == strings{"small"});
    CHECK(indexed(store) == strings{"small"});
}

TEST_CASE("finish() keeps a segment that is used well") {
    const std::string row(100, 'x');
    const received full({row}, 150);
    row_store store;
    full.add_to(store, full.bodies[0]);
    store.finish();
    CHECK_FALSE(full.segment.unique());
    CHECK(store.range_at(0).segment == full.segment);
    CHECK(as_text(store.at(0)).data() == as_text(full.bodies[0]).data());
}

TEST_CASE("a store that was moved has the rows, and what it was moved from has none") {
    const received chunk({"a", "b"});
    row_store store;
    for (const byte_view body : chunk.bodies) chunk.add_to(store, body);
    store.finish();
    row_store moved = std::move(store);
    CHECK(store.size() == 0); // NOLINT(bugprone-use-after-move): what that means is the point
    CHECK(indexed(moved) == strings{"a", "b"});
    row_store assigned;
    assigned = std::move(moved);
    CHECK(walked(assigned) == strings{"a", "b"});
}

TEST_CASE("a walk can be sent to its end") {
    const received first({"a"});
    const received second({"b"});
    row_store store;
    first.add_to(store, first.bodies[0]);
    second.add_to(store, second.bodies[0]);
    row_walk walk(store);
    byte_view body;
    CHECK(walk.next(body));
    walk.skip_all();
    CHECK_FALSE(walk.next(body));
    CHECK_FALSE(walk.next(body));
}

TEST_CASE("every row of many ranges is found by its number, and a walk can begin at it") {
    strings texts;
    for (int i = 0; i < 1'000; ++i)
        texts.push_back(std::string(static_cast<std::size_t>(i % 7), 'x') + std::to_string(i));
    row_store store;
    std::vector<received> chunks;
    // Ranges of 1, 2, 4 … rows: shorter than a step of the index, as long as some, and longer.
    for (std::size_t from = 0, count = 1; from < texts.size(); from += count, count *= 2) {
        const auto begin = texts.begin() + static_cast<std::ptrdiff_t>(from);
        const auto end = texts.begin() + static_cast<std::ptrdiff_t>(std::min(texts.size(), from + count));
        const received& chunk = chunks.emplace_back(strings(begin, end), std::size_t{64} << 10);
        const byte_view first = chunk.bodies.front(), last = chunk.bodies.back();
        const std::byte* messages = first.data() - frame_header_size;
        store.add(chunk.segment, {messages, last.data() + last.size()}, chunk.bodies.size());
    }
    store.finish();
    CHECK(store.range_count() == 10);
    CHECK(store.size() == texts.size());
    CHECK(indexed(store) == texts);
    for (const std::size_t start : {0U, 1U, 2U, 15U, 16U, 17U, 510U, 511U, 527U, 528U, 998U, 999U, 1'000U}) {
        row_walk walk(store, start);
        byte_view body;
        for (std::size_t i = start; i < texts.size(); ++i) {
            REQUIRE(walk.next(body));
            REQUIRE(as_text(body) == texts[i]);
        }
        CHECK_FALSE(walk.next(body));
    }
}
