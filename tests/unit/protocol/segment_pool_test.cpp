#include "protocol/segment_pool.hpp"

#include <catch2/catch.hpp>

#include <thread>
#include <vector>

using namespace tusk::protocol;

TEST_CASE("a segment that nobody holds any more is given out again") {
    const auto pool = std::make_shared<segment_pool>();
    const std::byte* first = nullptr;
    {
        const segment_ref held = segment_ref::allocate(1'000, pool);
        first = held.data();
        CHECK(pool->size() == 0);
    }
    CHECK(pool->size() == 1'000);
    const segment_ref again = segment_ref::allocate(1'000, pool);
    CHECK(again.data() == first);
    CHECK(again.unique());
    CHECK(pool->size() == 0);
}

TEST_CASE("a free segment serves a request that it fits: not a larger one, nor one of less than half its size") {
    const auto pool = std::make_shared<segment_pool>();
    static_cast<void>(segment_ref::allocate(1'000, pool));
    CHECK(segment_ref::allocate(500, pool).capacity() == 1'000);
    CHECK(segment_ref::allocate(499, pool).capacity() == 499);
    CHECK(segment_ref::allocate(1'001, pool).capacity() == 1'001);
}

TEST_CASE("a pool holds no more than its bound: what exceeds it is freed") {
    const auto pool = std::make_shared<segment_pool>();
    {
        std::vector<segment_ref> many;
        for (int i = 0; i < 100; ++i) many.push_back(segment_ref::allocate(std::size_t{100} << 10, pool));
        many.push_back(segment_ref::allocate(2 * segment_pool::most_bytes, pool));
    }
    CHECK(pool->size() <= segment_pool::most_bytes);
    CHECK(pool->size() > segment_pool::most_bytes - (std::size_t{100} << 10));
}

TEST_CASE("segments outlive whoever made their pool, and are released in whatever thread") {
    auto pool = std::make_shared<segment_pool>();
    segment_ref last;
    {
        std::vector<std::thread> users;
        for (int t = 0; t < 4; ++t)
            users.emplace_back([pool] {
                for (int i = 0; i < 1'000; ++i) segment_ref::allocate(4'096, pool).data()[4'095] = std::byte{1};
            });
        for (std::thread& user : users) user.join();
        last = segment_ref::allocate(4'096, pool);
    }
    const std::weak_ptr<segment_pool> watched = pool;
    pool.reset();
    CHECK_FALSE(watched.expired());
    last.data()[0] = std::byte{1};
    last = segment_ref();
    CHECK(watched.expired());
}
