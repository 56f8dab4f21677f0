#include <tusk/errors.hpp> // one class per SQLSTATE, below those of PEP 249
#include <tusk/tusk.hpp>

#include <iostream>

int main(int argc, char* argv[]) {
    auto conn = tusk::connect(argc > 1 ? argv[1] : "postgresql://hiker:secret@localhost/hikes?sslmode=verify-full");
    auto cur = conn.cursor();

    cur.execute("create temporary table mountain (name text primary key, country text, height int)");
    const std::vector<std::tuple<std::string, std::string, int>> peaks = {{"Everest", "Nepal", 8849},
                                                                          {"K2", "Pakistan", 8611},
                                                                          {"Lhotse", "Nepal", 8516},
                                                                          {"Eiger", "Switzerland", 3967}};
    cur.executemany("insert into mountain values ($1, $2, $3)", peaks); // one pipeline for all
    conn.commit();

    cur.execute("select name, height from mountain where height > $1 order by height desc", 8000);
    for (auto [name, height] : cur.rows<std::string_view, int>()) // types checked once, NULL into std::optional
        std::cout << name << ": " << height << " m\n";

    cur.execute("select count(*), max(height) from mountain where country = $1", "Nepal");
    if (auto row = cur.fetchone()) std::cout << (*row)["count"].as<std::int64_t>() << " in Nepal\n";

    try {
        cur.execute("insert into mountain (name, height) values ($1, $2)", "K2", 8611);
        conn.commit();
    } catch (const tusk::errors::unique_violation& error) {
        std::cerr << error.what() << '\n';
        conn.rollback();
    }
}
