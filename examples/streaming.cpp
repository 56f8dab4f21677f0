// Results larger than memory: a stream reads rows while they arrive and keeps none of them.
#include <tusk/tusk.hpp>

#include <iostream>
#include <span>
#include <stdexcept>

namespace {

struct reading {
    std::int64_t id;
    std::optional<double> temperature; // NULL where the sensor failed
    std::string_view station;          // good until the next row
};

constexpr auto readings = "select i as id, case when i % 10 <> 0 then i / 100.0::float8 end as temperature, "
                          "'station ' || i % 7 as station from generate_series(1, $1::int8) as i";

void stream_all(tusk::connection& conn, std::int64_t count) {
    std::int64_t failed = 0;
    double warmest = 0;
    for (const reading& each : conn.cursor().stream(readings, count).as<reading>()) {
        if (each.temperature)
            warmest = std::max(warmest, *each.temperature);
        else
            ++failed;
    }
    std::cout << count << " readings, " << failed << " failed, the warmest " << warmest << '\n';
    if (failed != count / 10) throw std::logic_error("every tenth reading should have failed");
}

/// A thousand rows at a time, in a vector that is used again: for those who hand them on in portions.
void stream_in_batches(tusk::connection& conn, std::int64_t count) {
    std::size_t batches = 0;
    std::size_t rows = 0;
    for (const std::span<reading> batch : conn.cursor().stream(readings, count).batches<reading>(1'000)) {
        ++batches;
        rows += batch.size();
    }
    std::cout << rows << " readings in " << batches << " batches\n";
    if (rows != static_cast<std::size_t>(count)) throw std::logic_error("some readings are missing");
}

/// Whoever has seen enough leaves the loop: what is left is read and dropped, and the connection is free again.
void stream_some(tusk::connection& conn) {
    auto cur = conn.cursor();
    for (tusk::row_view row : cur.stream(readings, 100'000)) {
        if (row["temperature"].is_null()) continue;
        if (row["temperature"].as<double>() < 100) continue;
        std::cout << "first above 100: reading " << row["id"].to_string() << " of " << row["station"].to_string()
                  << '\n';
        break;
    }
    cur.execute("select 'the connection is usable'");
    std::cout << cur.fetchone().value()[0].to_string() << '\n';
}

} // namespace

int main(int argc, char* argv[]) try {
    auto conn = tusk::connect(argc > 1 ? argv[1] : "");
    stream_all(conn, 1'000'000);
    stream_in_batches(conn, 100'000);
    stream_some(conn);
} catch (const std::exception& trouble) {
    std::cerr << trouble.what() << '\n';
    return 1;
}
