// What can go wrong, and what to do then: every SQLSTATE has a class of its own below those of PEP 249, and a
// transaction that lost against another one is simply tried again.
#include <tusk/errors.hpp>
#include <tusk/tusk.hpp>

#include <iostream>
#include <stdexcept>

namespace {

/// Runs `work` as one transaction. What the server calls a conflict with another transaction (SQLSTATE class 40) goes
/// away when it is tried again; everything else is the caller's business.
template <class Work>
void in_transaction(tusk::connection& conn, Work work) {
    for (int attempt = 1;; ++attempt) {
        try {
            work(attempt);
            return conn.commit();
        } catch (const tusk::database_error& trouble) {
            conn.rollback();
            if (!trouble.sqlstate().starts_with("40") || attempt == 5) throw;
            std::cout << "attempt " << attempt << " failed, once more: " << trouble.what() << '\n';
        }
    }
}

void demonstrate(tusk::connection& conn) {
    auto cur = conn.execute("create temporary table hut (name text constraint one_hut_each primary key, beds int)");
    cur.execute("insert into hut values ($1, $2)", "Hörnlihütte", 130);
    conn.commit();

    try {
        cur.execute("insert into hut values ($1, $2)", "Hörnlihütte", 170);
    } catch (const tusk::errors::unique_violation& trouble) {
        // The server's report is all there: which constraint, which table, in which words.
        std::cout << trouble.sqlstate() << ", constraint " << trouble.report()->constraint << ": " << trouble.what()
                  << '\n';
        conn.rollback(); // a failed statement leaves the connection usable, once its transaction is given up
    }

    in_transaction(conn, [&](int attempt) {
        cur.execute("update hut set beds = beds + $1", 10);
        // The first attempt fails as it would if another session had changed the same rows.
        if (attempt == 1) cur.execute("do $$ begin raise exception 'conflict' using errcode = '40001'; end $$");
    });
    cur.execute("select beds from hut");
    const int beds = cur.fetchone().value()["beds"].as<int>();
    std::cout << beds << " beds\n";
    if (beds != 140) throw std::logic_error("the update was not applied exactly once");
}

} // namespace

int main(int argc, char* argv[]) try {
    auto conn = tusk::connect(argc > 1 ? argv[1] : "");
    demonstrate(conn);
} catch (const std::exception& trouble) {
    std::cerr << trouble.what() << '\n';
    return 1;
}
