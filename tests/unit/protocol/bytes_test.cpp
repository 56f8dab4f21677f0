#include <tusk/error.hpp>
#include <tusk/protocol/bytes.hpp>

#include <catch2/catch.hpp>

#include <cstring>
#include <string>

using namespace tusk::protocol;

TEST_CASE("numbers travel in network byte order") {
    byte_buffer buffer;
    byte_writer writer(buffer);
    writer.number(std::int16_t{-2});
    writer.number(std::uint32_t{0x01020304});
    writer.number(1.5);
    CHECK(as_text(buffer.view().first(6)) == std::string("\xff\xfe\x01\x02\x03\x04", 6));

    byte_reader reader(buffer.view());
    CHECK(reader.number<std::int16_t>() == -2);
    CHECK(reader.number<std::uint32_t>() == 0x01020304);
    CHECK(reader.number<double>() == 1.5);
    CHECK(reader.complete());
}

TEST_CASE("a reader's first failure sticks") {
    const std::string bytes("\x00\x01\x00", 3);
    byte_reader reader(as_bytes(bytes));
    CHECK(reader.number<std::int16_t>() == 1);
    CHECK(reader.number<std::int32_t>() == 0);
    CHECK_FALSE(reader.ok());
    CHECK(reader.remaining() == 0);
    CHECK(reader.number<std::uint8_t>() == 0);
    CHECK(reader.bytes(1).empty());
    CHECK(reader.c_string().empty());
    CHECK_FALSE(reader.complete());
}

TEST_CASE("a string without its terminator is a failure, not an over-read") {
    const std::string bytes("abc\0de", 6);
    byte_reader reader(as_bytes(bytes));
    CHECK(reader.c_string() == "abc");
    CHECK(reader.remaining() == 2);
    CHECK(reader.c_string().empty());
    CHECK_FALSE(reader.ok());
}

TEST_CASE("the writer fills in lengths that count themselves, and lengths that do not") {
    byte_buffer buffer;
    byte_writer writer(buffer);
    const auto message = writer.begin_message('Q');
    const auto value = writer.begin_length();
    writer.text("abc");
    writer.end_value(value);
    writer.c_string("d");
    writer.end_length(message);
    CHECK(as_text(buffer.view()) == std::string("Q\0\0\0\x0d\0\0\0\x03"
                                                "abcd\0",
                                                14));
}

TEST_CASE("a NUL inside a C string is refused before it is written") {
    byte_buffer buffer;
    byte_writer writer(buffer);
    CHECK_THROWS_AS(writer.c_string(std::string_view("a\0b", 3)), tusk::data_error);
    CHECK(buffer.empty());
}

TEST_CASE("a buffer keeps its contents while it grows, and wipes them") {
    byte_buffer buffer;
    std::string expected;
    for (int i = 0; i < 1000; ++i) {
        const std::string piece = std::to_string(i);
        buffer.append(as_bytes(piece));
        expected += piece;
    }
    CHECK(as_text(buffer.view()) == expected);
    const std::byte* memory = buffer.data();
    buffer.wipe();
    CHECK(buffer.empty());
    CHECK(std::all_of(memory, memory + expected.size(), [](std::byte b) { return b == std::byte{0}; }));
    buffer.shrink(16);
    CHECK(buffer.capacity() == 0);
}
