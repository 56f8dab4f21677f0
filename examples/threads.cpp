// Threads may share a connection, each with a cursor of its own: their statements run one after the other, in one
// transaction. Threads that shall work at the same time take a connection each.
#include <tusk/tusk.hpp>

#include <iostream>
#include <stdexcept>
#include <thread>

namespace {

constexpr int thread_count = 4;
constexpr int statements_each = 100;

void count_steps(tusk::connection& conn, int walker) {
    auto cur = conn.cursor(); // a cursor belongs to one thread
    for (int step = 0; step < statements_each; ++step)
        cur.execute("insert into step (walker, number) values ($1, $2)", walker, step);
}

void share(tusk::connection& conn) {
    auto cur = conn.execute("create temporary table step (walker int, number int, primary key (walker, number))");
    std::vector<std::exception_ptr> failures(thread_count);
    {
        std::vector<std::jthread> walkers;
        for (int walker = 0; walker < thread_count; ++walker)
            walkers.emplace_back([&conn, &failure = failures[static_cast<std::size_t>(walker)], walker] {
                try {
                    count_steps(conn, walker);
                } catch (...) {
                    failure = std::current_exception(); // nobody would catch it here
                }
            });
    } // all have joined
    for (const std::exception_ptr& failure : failures)
        if (failure) std::rethrow_exception(failure);
    conn.commit();

    cur.execute("select count(*) from step");
    const auto steps = cur.fetchone().value()[0].as<int>();
    std::cout << steps << " steps by " << thread_count << " walkers over one connection\n";
    if (steps != thread_count * statements_each) throw std::logic_error("steps were lost");
}

} // namespace

int main(int argc, char* argv[]) try {
    auto conn = tusk::connect(argc > 1 ? argv[1] : "");
    share(conn);
} catch (const std::exception& trouble) {
    std::cerr << trouble.what() << '\n';
    return 1;
}
