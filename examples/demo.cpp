// A walk through tusk: logs in, creates a table and fills it, queries it with parameters, reads rows into structs of
// our own, and streams a million rows. `./dev demo` runs it against a server of its own; on yours:
//
//     demo postgresql://user:password@host/database?sslmode=verify-full
//
// It leaves nothing behind: the table is a temporary one.
#include "mountains.hpp"
#include "progress_bar.hpp"

#include <tusk/tusk.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

void heading(std::string_view text) { std::cout << "\n== " << text << '\n'; }

/// Who is at the other end, and how we got in.
void introduce(tusk::connection& conn) {
    std::cout << "server      PostgreSQL " << conn.parameter_status("server_version").value_or("of unknown version")
              << '\n';
    auto cur = conn.execute("select coalesce(version, ''), coalesce(cipher, '') from pg_stat_ssl "
                            "where pid = pg_backend_pid()");
    for (auto [version, cipher] : cur.rows<std::string_view, std::string_view>())
        std::cout << "encryption  " << (conn.encrypted() ? "yes" : "no") << ' ' << version << ' ' << cipher << '\n';
    cur.execute("select current_user, current_database()");
    for (auto [user, database] : cur.rows<std::string_view, std::string_view>())
        std::cout << "login       as " << user << " to database " << database << ", by " << conn.login_method() << '\n';
}

/// One statement, prepared once, for all mountains in one go. The struct's members are $1 to $7.
void fill(tusk::connection& conn) {
    auto cur = conn.cursor();
    cur.execute("create temporary table mountains ("
                "name text primary key, countries text[] not null, height int not null, "
                "latitude float8 not null, longitude float8 not null, first_ascent date, prominence numeric(6, 2))");
    cur.executemany("insert into mountains values ($1, $2, $3, $4, $5, $6, $7)", mountains());
    conn.commit();
    std::cout << cur.rowcount() << " rows inserted\n";
}

/// Parameters travel beside the statement, never in it, and may be arrays as well.
void query(tusk::connection& conn) {
    const int higher_than = 4000;
    const std::vector<std::string> in_any_of = {"Nepal", "Switzerland", "Ecuador"};

    auto cur = conn.cursor();
    cur.execute("select * from mountains where height > $1 and countries && $2 order by height desc", higher_than,
                in_any_of);
    std::cout << cur.fetchall();
}

std::string degrees(double value, std::string_view positive, std::string_view negative) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(2) << std::abs(value) << "° " << (value < 0 ? negative : positive);
    return text.str();
}

void show(std::string_view what, const mountain& peak) {
    std::cout << what << peak.name << ", " << peak.height << " m, at " << degrees(peak.latitude, "N", "S") << ' '
              << degrees(peak.longitude, "E", "W") << '\n';
}

/// Whole rows as structs: the columns are checked against the members' types once, then each row is decoded.
void read_structs(tusk::connection& conn) {
    auto cur = conn.execute("select * from mountains");
    const std::vector<mountain> all = cur.as<mountain>().to_vector();

    const auto by_latitude = [](const mountain& a, const mountain& b) { return a.latitude < b.latitude; };
    const auto by_first_ascent = [](const mountain& a, const mountain& b) {
        if (!a.first_ascent || !b.first_ascent) return a.first_ascent.has_value();
        return *a.first_ascent < *b.first_ascent;
    };
    const auto [southernmost, northernmost] = std::minmax_element(all.begin(), all.end(), by_latitude);
    show("northernmost   ", *northernmost);
    show("southernmost   ", *southernmost);
    show("climbed first  ", *std::min_element(all.begin(), all.end(), by_first_ascent));
    std::cout << "with no day of a first ascent: "
              << std::count_if(all.begin(), all.end(), [](const mountain& peak) { return !peak.first_ascent; })
              << " of " << all.size() << '\n';
}

struct measurement {
    std::int64_t id;
    double value;
    std::string_view label; // points into the received bytes: good until the next row
    bool even;
    tusk::timestamptz taken;
};

/// Wall-clock time, and the processor time that this program used of it.
class stopwatch {
public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    }
    [[nodiscard]] double processor_seconds() const {
        return static_cast<double>(std::clock() - processor_began_) / CLOCKS_PER_SEC;
    }

private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    std::clock_t processor_began_ = std::clock();
};

/// Rows are decoded while they arrive, in memory that does not grow with their number.
void stream(tusk::connection& conn, std::size_t count) {
    auto cur = conn.cursor();
    std::size_t rows = 0;
    std::size_t characters = 0;
    std::int64_t sum = 0;
    const stopwatch watch;
    {
        progress_bar bar(count);
        auto incoming = cur.stream("select i, sqrt(i), 'measurement ' || i, i % 2 = 0, "
                                   "timestamptz '2000-01-01 00:00:00Z' + i * interval '1 second' "
                                   "from generate_series(1, $1::int8) as i",
                                   static_cast<std::int64_t>(count));
        for (const measurement& each : std::move(incoming).as<measurement>()) {
            sum += each.id;
            characters += each.label.size();
            bar.advance(++rows);
        }
    }
    const double seconds = watch.seconds();
    const double per_row = 1e9 / static_cast<double>(rows);
    std::cout << rows << " rows of int8, float8, text, bool and timestamptz in " << std::fixed << std::setprecision(2)
              << seconds << " s: " << std::setprecision(0) << static_cast<double>(rows) / seconds << " rows/s, "
              << seconds * per_row << " ns/row\n"
              << "of which this program worked for " << watch.processor_seconds() * per_row
              << " ns/row, receiving included; the rest is the server's work\n"
              << "sum of the ids " << sum << ", characters in the labels " << characters << '\n';
}

void run(const char* uri) {
    tusk::connection conn = tusk::connect(uri);
    heading("Connected");
    introduce(conn);
    heading("A table of mountains");
    fill(conn);
    heading("Higher than 4000 m in Nepal, Switzerland or Ecuador");
    query(conn);
    heading("Rows as structs");
    read_structs(conn);
    heading("A million rows");
    stream(conn, 1'000'000);
}

} // namespace

int main(int argc, char* argv[]) {
    if (argc != 2) {
        std::cerr << "usage: demo postgresql://user:password@host/database\n";
        return 2;
    }
    try {
        run(argv[1]);
        return 0;
    } catch (const std::exception& trouble) {
        std::cerr << "demo: " << trouble.what() << '\n';
        return 1;
    }
}
