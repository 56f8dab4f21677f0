// Ways to connect: what a form asks for, passwords that a vault gives out, whether a server is there at all, and a
// connection string from somebody whom one has no reason to trust.
#include <tusk/tusk.hpp>

#include <iostream>
#include <stdexcept>

namespace {

/// Stands for whatever keeps passwords that expire.
class vault {
public:
    explicit vault(tusk::secret_text password) : password_(std::move(password)) {}

    [[nodiscard]] tusk::secret_text password_for(const tusk::login_attempt& attempt) const {
        std::cout << attempt.user << " logs in at " << attempt.host << ", port " << attempt.port
                  << (attempt.encrypted ? ", over TLS\n" : ", unencrypted\n");
        return password_;
    }

private:
    tusk::secret_text password_;
};

void connect_with_a_vault(tusk::params where) {
    const vault passwords(where.password);
    where.password = {};
    tusk::connect_options options;
    options.password = [&](const tusk::login_attempt& attempt) { return passwords.password_for(attempt); };
    tusk::connection conn = tusk::connect(where, options);
    std::cout << conn.info() << '\n';
}

void refuse_a_strange_string() {
    tusk::connect_options options;
    options.sources = tusk::connect_sources::none(); // no environment, no files
    options.sources.keywords = {"host", "port", "dbname", "user", "password"};
    try {
        static_cast<void>(tusk::connect("host=localhost sslkey=/root/.ssh/id_rsa", options));
    } catch (const tusk::programming_error& refused) {
        std::cout << refused.what() << '\n';
        return;
    }
    throw std::logic_error("a keyword that is not allowed was taken");
}

} // namespace

int main(int argc, char* argv[]) {
    const auto where = tusk::params::load(argc > 1 ? argv[1] : "postgresql://hiker:secret@localhost/hikes");
    std::cout << where << '\n'; // without the password

    if (tusk::ping(where) != tusk::server_state::accepting) throw std::runtime_error("the server is not ready");
    connect_with_a_vault(where);

    const tusk::credentials form{.username = where.user,
                                 .password = where.password,
                                 .host = where.endpoints.at(0).host,
                                 .port = where.endpoints.at(0).port.value_or(5432),
                                 .database = where.dbname};
    tusk::connection conn = tusk::connect(form);
    const auto row = conn.execute("select current_user, current_database()").fetchone().value();
    std::cout << row[0].as<std::string>() << " is in " << row[1].as<std::string>() << '\n';

    refuse_a_strange_string();
}
