#include <tusk/detail/row_store.hpp>

#include <catch2/catch.hpp>

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
    for (const byte_view body : chunk.bodies) store.add(chunk.segment, body);
    CHECK(store.size() == 3);
    CHECK(store.ranges().size() == 1);
    CHECK(walked(store) == strings{"a", "", "ccc"});
    CHECK(indexed(store) == strings{"a", "", "ccc"});
}

TEST_CASE("a message between two rows, or another segment, begins another range") {
    const received first({"a", "a notice, say", "b"});
    const received second({"c", "d"});
    row_store store;
    store.add(first.segment, first.bodies[0]);
    store.add(first.segment, first.bodies[2]);
    store.add(second.segment, second.bodies[0]);
    store.add(second.segment, second.bodies[1]);
    CHECK(store.ranges().size() == 3);
    const strings expected{"a", "b", "c", "d"};
    CHECK(walked(store) == expected);
    CHECK(indexed(store) == expected);
    store.finish();
    CHECK(walked(store) == expected);
}

TEST_CASE("finish() copies out what occupies a corner of its segment, and lets the segment go") {
    const received corner({"small"});
    row_store store;
    store.add(corner.segment, corner.bodies[0]);
    CHECK_FALSE(corner.segment.unique());
    store.finish();
    CHECK(corner.segment.unique());
    REQUIRE(store.ranges().size() == 1);
    CHECK(store.ranges()[0].segment.capacity() == frame_header_size + 5);
    std::memset(corner.segment.data(), 0, 100); // what the next result would do
    CHECK(walked(store) == strings{"small"});
    CHECK(indexed(store) == strings{"small"});
}

TEST_CASE("finish() keeps a segment that is used well") {
    const std::string row(100, 'x');
    const received full({row}, 150);
    row_store store;
    store.add(full.segment, full.bodies[0]);
    store.finish();
    CHECK_FALSE(full.segment.unique());
    CHECK(store.ranges()[0].segment == full.segment);
    CHECK(as_text(store.at(0)).data() == as_text(full.bodies[0]).data());
}

TEST_CASE("a store that was moved has the rows, and what it was moved from has none") {
    const received chunk({"a", "b"});
    row_store store;
    for (const byte_view body : chunk.bodies) store.add(chunk.segment, body);
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
    store.add(first.segment, first.bodies[0]);
    store.add(second.segment, second.bodies[0]);
    row_walk walk(store);
    byte_view body;
    CHECK(walk.next(body));
    walk.skip_all();
    CHECK_FALSE(walk.next(body));
    CHECK_FALSE(walk.next(body));
}
