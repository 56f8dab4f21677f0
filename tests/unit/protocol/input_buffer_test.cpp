#include "protocol/input_buffer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

using namespace tusk::protocol;

namespace {

constexpr std::size_t smallest = input_buffer::smallest;
constexpr std::size_t usual = input_buffer::usual;

/// Receives `text`, in as many receptions as the buffer's room makes necessary.
void receive(input_buffer& input, std::string_view text) {
    while (!text.empty()) {
        const auto room = input.prepare();
        const std::size_t count = std::min(room.size(), text.size());
        std::memcpy(room.data(), text.data(), count);
        input.commit(count);
        text.remove_prefix(count);
    }
}

/// Text in which no two places look the same.
std::string numbers(std::size_t size) {
    std::string text;
    for (int i = 0; text.size() < size; ++i) text += std::to_string(i) + ' ';
    text.resize(size);
    return text;
}

} // namespace

TEST_CASE("a new input buffer holds nothing, owns nothing, and has room when asked") {
    input_buffer input;
    CHECK(input.size() == 0);
    CHECK(input.pending().empty());
    CHECK_FALSE(input.segment());
    CHECK(input.prepare().size() == smallest);
}

TEST_CASE("what was committed is pending until it is consumed, however it came") {
    input_buffer input;
    receive(input, "one");
    receive(input, "two");
    CHECK(as_text(input.pending()) == "onetwo");
    input.consume(2);
    CHECK(as_text(input.pending()) == "etwo");
    receive(input, "three");
    CHECK(as_text(input.pending()) == "etwothree");
    input.clear();
    CHECK(input.size() == 0);
}

TEST_CASE("room that is prepared and not used up is prepared again") {
    input_buffer input;
    receive(input, "a");
    CHECK(input.prepare().data() == input.prepare().data());
    CHECK(as_text(input.pending()) == "a");
}

TEST_CASE("receptions that fill the buffer double it, up to its usual size") {
    input_buffer input;
    for (std::size_t expected = smallest; expected <= usual; expected *= 2) {
        const auto room = input.prepare();
        CHECK(input.segment().capacity() == expected);
        input.commit(room.size());
        input.consume(room.size());
    }
    // More data than that is no reason to grow: only one message that needs it.
    static_cast<void>(input.prepare());
    CHECK(input.segment().capacity() == usual);
}

TEST_CASE("receptions that leave room do not make it grow, however many there are") {
    input_buffer input;
    for (int i = 0; i < 1'000; ++i) {
        receive(input, std::string(1'000, 'x'));
        input.consume(1'000);
    }
    CHECK(input.segment().capacity() == smallest);
}

TEST_CASE("a long message makes the buffer grow with the bytes that arrive, never far ahead of them") {
    input_buffer input;
    const std::string message = numbers(std::size_t{3} << 20);
    for (std::size_t done = 0; done < message.size(); done += 10'000) {
        receive(input, std::string_view(message).substr(done, 10'000));
        CHECK_FALSE(input.prepare().empty());
        REQUIRE(input.segment().capacity() <= std::max(usual, 3 * input.size()));
    }
    CHECK(as_text(input.pending()) == message);
}

TEST_CASE("room is made by moving the partial message to the front, when nobody keeps what is before it") {
    input_buffer input;
    receive(input, std::string(smallest - 10, 'x') + "partial");
    input.consume(smallest - 10);
    CHECK(input.prepare().size() == smallest - 7);
    CHECK(input.segment().capacity() == smallest);
    CHECK(as_text(input.pending()) == "partial");
}

TEST_CASE("bytes that somebody keeps stay where they are, and reception goes on behind them") {
    input_buffer input;
    receive(input, "kept|partial");
    const segment_ref held = input.segment();
    const std::string_view kept = as_text(input.pending()).substr(0, 4);
    input.consume(5);
    receive(input, " message");
    CHECK(input.segment() == held);
    CHECK(kept == "kept");
    CHECK(as_text(input.pending()) == "partial message");
}

TEST_CASE("a kept segment that is full is left to its keeper: only the partial message goes along") {
    input_buffer input;
    const std::string text = numbers(smallest);
    receive(input, text);
    const segment_ref held = input.segment();
    const std::string_view kept = as_text(input.pending());
    input.consume(smallest - 7);
    receive(input, "end");
    CHECK_FALSE(input.segment() == held);
    CHECK(input.segment().unique());
    CHECK(as_text(input.pending()) == text.substr(smallest - 7) + "end");
    CHECK(kept == text);
    CHECK(input.segment().capacity() == 2 * smallest);
}

TEST_CASE("kept segments stay intact whatever is received, consumed and kept afterwards") {
    input_buffer input;
    const std::string text = numbers(std::size_t{2} << 20);
    struct kept_run {
        segment_ref segment;
        byte_view bytes;
        std::size_t position;
    };
    std::vector<kept_run> kept;
    std::size_t received = 0;
    std::size_t consumed = 0;
    for (std::size_t step = 1; received < text.size(); step = step * 7 % 5'003) {
        const auto part = std::string_view(text).substr(received, step);
        receive(input, part);
        received += part.size();
        const std::size_t taken = input.size() * 2 / 3;
        if (step % 2 == 0) kept.push_back({input.segment(), input.pending().first(taken), consumed});
        input.consume(taken);
        consumed += taken;
    }
    CHECK(kept.size() > 100);
    for (const kept_run& run : kept) REQUIRE(as_text(run.bytes) == text.substr(run.position, run.bytes.size()));
    CHECK(as_text(input.pending()) == text.substr(consumed));
}

TEST_CASE("a segment that its keeper let go is used again from its beginning") {
    input_buffer input;
    receive(input, "kept");
    {
        const segment_ref held = input.segment();
        input.consume(4);
        CHECK(input.prepare().size() == smallest - 4);
    }
    CHECK(input.prepare().size() == smallest);
}

TEST_CASE("shrink() gives back what a long message made it grow by") {
    input_buffer input;
    receive(input, std::string(3 * usual, 'x'));
    input.shrink();
    CHECK(input.segment().capacity() > usual); // something is pending still
    CHECK(input.size() == 3 * usual);
    input.consume(3 * usual);
    input.shrink();
    CHECK_FALSE(input.segment());
    CHECK(input.prepare().size() <= 2 * smallest);
}

TEST_CASE("shrink() leaves a buffer of its usual size alone") {
    input_buffer input;
    receive(input, std::string(100, 'x'));
    input.consume(100);
    const std::byte* before = input.segment().data();
    input.shrink();
    CHECK(input.segment().data() == before);
}

namespace {

/// Receives a message as a channel does, which announces it once its header is there, in steps of at most `step`.
/// \returns how often the message was moved while it arrived
int receive_announced(input_buffer& input, std::string_view message, std::size_t step) {
    int moves = 0;
    const std::byte* place = nullptr;
    while (input.size() < message.size()) {
        if (input.size() > 0) input.announce(message.size());
        const auto room = input.prepare();
        if (place != nullptr && place != input.begin()) ++moves;
        place = input.begin();
        const std::string_view part = message.substr(input.size(), std::min(step, room.size()));
        if (input.size() > 0 && message.size() > usual) REQUIRE(room.size() <= message.size() - input.size());
        std::memcpy(room.data(), part.data(), part.size());
        input.commit(part.size());
    }
    REQUIRE(as_text(input.pending()) == message);
    return moves;
}

} // namespace

TEST_CASE("a long message is received up to its end and no further; the next one finds room and stays where it is") {
    const auto step = GENERATE(as<std::size_t>(), 1'000, 8'192, 200'000, 10'000'000);
    const bool kept = GENERATE(false, true);
    input_buffer input;
    std::vector<segment_ref> keeper;
    std::vector<std::string> messages;
    std::vector<byte_view> bodies;
    for (std::size_t i = 0; i < 8; ++i) {
        messages.push_back(numbers((std::size_t{1} << 20) + 1'000 * i));
        const int moves = receive_announced(input, messages.back(), step);
        if (i > 0) REQUIRE(moves == 0);
        if (kept) keeper.push_back(input.segment());
        bodies.push_back(input.pending());
        input.consume(messages.back().size());
        if (kept)
            for (std::size_t j = 0; j <= i; ++j) REQUIRE(as_text(bodies[j]) == messages[j]);
    }
}

TEST_CASE("what a header announces is not allocated before as much has arrived") {
    input_buffer input;
    std::size_t received = 0;
    const std::size_t announced = std::size_t{1} << 30;
    for (; received < (std::size_t{1} << 20); received += 5'000) {
        receive(input, std::string(5'000, 'x'));
        input.announce(announced);
        static_cast<void>(input.prepare());
        REQUIRE(input.segment().capacity() <= smallest + 4 * received + 4 * 5'000);
    }
}

TEST_CASE("a message that has arrived whole leaves room for what comes behind it, announced or not") {
    input_buffer input;
    const std::string message = numbers(2 * usual);
    receive_announced(input, message, 100'000);
    CHECK_FALSE(input.prepare().empty());
    receive(input, "more");
    CHECK(as_text(input.pending()) == message + "more");
}

TEST_CASE("short messages between long ones are kept without wasting much") {
    input_buffer input;
    std::vector<segment_ref> keeper;
    std::size_t bytes = 0;
    for (int i = 0; i < 40; ++i) {
        const std::string message = numbers(i % 2 == 0 ? 100 : usual + 50'000);
        receive_announced(input, message, 8'192);
        if (keeper.empty() || !(keeper.back() == input.segment())) keeper.push_back(input.segment());
        input.consume(message.size());
        bytes += message.size();
    }
    std::size_t allocated = 0;
    for (const segment_ref& segment : keeper) allocated += segment.capacity();
    CHECK(allocated <= bytes * 115 / 100 + (std::size_t{1} << 20));
}

TEST_CASE("kept rows of any number occupy at most 1.15 times their bytes, and a mebibyte") {
    const auto total =
        GENERATE(as<std::size_t>(), 1'000, 100'000, 1'000'000, 9'000'000, 10'500'000, 13'000'000, 40'000'000);
    const auto row_size = GENERATE(as<std::size_t>(), 62, 5'000, 100'000);
    input_buffer input;
    std::vector<segment_ref> keeper;
    const std::string row = numbers(row_size);
    std::size_t received = 0;
    std::size_t consumed = 0;
    std::string_view left;
    while (consumed < total) {
        // The server sends rows without end, 8 KiB at a time.
        for (std::size_t portion = 8'192; portion > 0;) {
            if (left.empty()) left = row;
            const std::string_view part = left.substr(0, portion);
            receive(input, part);
            left.remove_prefix(part.size());
            portion -= part.size();
            received += part.size();
        }
        for (; input.size() >= row_size; consumed += row_size) {
            if (keeper.empty() || !(keeper.back() == input.segment())) keeper.push_back(input.segment());
            input.consume(row_size);
        }
    }
    std::size_t allocated = 0;
    for (const segment_ref& segment : keeper) allocated += segment.capacity();
    // What the last segment holds beyond the rows is room for more; a result gives up a segment that is hardly used.
    const std::size_t last = keeper.back().capacity();
    const std::size_t used = consumed - std::min(consumed, allocated - last);
    if (used < last / 2) allocated = allocated - last + used;
    CHECK(allocated <= received * 115 / 100 + (std::size_t{1} << 20));
}

TEST_CASE("however much is pending behind kept bytes, it finds room in the next segment") {
    const auto pending = GENERATE(as<std::size_t>(), 1'000, segment_ref::huge / 2 + 1, segment_ref::huge,
                                  segment_ref::huge + 1, 3 * segment_ref::huge);
    input_buffer input;
    std::vector<segment_ref> keeper;
    for (std::size_t kept = 0; kept <= input_buffer::much_kept + 3 * usual;) {
        receive(input, std::string(usual / 2, 'x'));
        keeper.push_back(input.segment());
        kept += input.size();
        input.consume(input.size());
    }
    // A server that keeps sending while we send: nothing of it is cut into messages, so nothing is announced.
    const std::string text = numbers(pending);
    for (std::size_t done = 0; done < text.size(); done += 50'000) {
        const segment_ref held = input.segment();
        receive(input, std::string_view(text).substr(done, 50'000));
        REQUIRE_FALSE(input.prepare().empty());
    }
    CHECK(as_text(input.pending()) == text);
}

TEST_CASE("a long value is forgotten when its conversation is over") {
    input_buffer input;
    receive_announced(input, numbers(std::size_t{20} << 20), 200'000);
    const segment_ref kept = input.segment();
    input.consume(input.size());
    input.shrink();
    CHECK(input.prepare().size() <= 2 * smallest);
}

TEST_CASE("a segment of a huge page is used and freed as any other") {
    segment_ref page = segment_ref::allocate(segment_ref::huge);
    CHECK(page.capacity() == segment_ref::huge);
    std::memset(page.data(), 1, page.capacity());
    const segment_ref other = page;
    page = segment_ref();
    CHECK(other.data()[segment_ref::huge - 1] == std::byte{1});
}

TEST_CASE("a segment counts its references, and says when one is the only one") {
    segment_ref one = segment_ref::allocate(100);
    CHECK(one.capacity() == 100);
    CHECK(one.unique());
    segment_ref other = one;
    CHECK(other == one);
    CHECK_FALSE(one.unique());
    CHECK_FALSE(other.unique());
    const segment_ref moved = std::move(other);
    CHECK_FALSE(other); // NOLINT(bugprone-use-after-move): what that means is the point
    CHECK(other.capacity() == 0);
    CHECK_FALSE(other.unique());
    one = segment_ref();
    CHECK(moved.unique());
}
