// Results by column: for sums and statistics in C++, and for the libraries that read the Arrow C data interface.
#include <tusk/tusk.hpp>

#include <iostream>
#include <numeric>
#include <stdexcept>

namespace {

constexpr auto readings = "select i::int8 as id, case when i % 10 <> 0 then i / 100.0::float8 end as temperature, "
                          "'station ' || i % 7 as station, (i * 0.01)::numeric(10, 2) as price "
                          "from generate_series(1, 1000) as i";

/// One contiguous vector per column. NULL leaves 0 in its place, so that a sum needs no branch.
void compute(tusk::connection& conn) {
    auto cur = conn.execute("select id, temperature, station from (" + std::string(readings) + ") as r");
    auto [ids, temperatures, stations] = cur.columns<std::int64_t, double, std::string_view>();

    const auto values = temperatures.values();
    const auto measured = static_cast<double>(temperatures.size() - temperatures.null_count());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / measured;
    std::cout << temperatures.size() << " readings, " << temperatures.null_count() << " failed, " << mean
              << " degrees in the mean\n";
    std::cout << "the last one is from " << stations[stations.size() - 1] << '\n';

    const std::vector<std::int64_t> mine = std::move(ids).take_values(); // the vector itself, no copy
    if (mine.size() != 1000 || temperatures.null_count() != 100) throw std::logic_error("readings are missing");
}

/// What pyarrow, polars, DuckDB and others import: they are given the addresses of an ArrowSchema and an ArrowArray.
void hand_over(tusk::connection& conn) {
    tusk::arrow_table table = conn.execute(readings).to_arrow();
    for (std::int64_t i = 0; i < table.schema().n_children; ++i) {
        const ArrowSchema& column = *table.schema().children[i];
        std::cout << column.name << " has the format " << column.format << " and "
                  << table.array().children[i]->null_count << " nulls\n";
    }

    ArrowSchema schema;
    ArrowArray array;
    std::move(table).export_to(schema, array); // whoever owns the structs releases them
    const bool complete = array.length == 1000 && array.n_children == 4;
    array.release(&array);
    schema.release(&schema);
    if (!complete) throw std::logic_error("the table is not complete");
}

} // namespace

int main(int argc, char* argv[]) try {
    auto conn = tusk::connect(argc > 1 ? argv[1] : "");
    compute(conn);
    hand_over(conn);
} catch (const std::exception& trouble) {
    std::cerr << trouble.what() << '\n';
    return 1;
}
