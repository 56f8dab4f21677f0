#include "client/password_file.hpp"

#include <tusk/detail/wiping_allocator.hpp>
#include <tusk/params.hpp>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace tusk::client {

namespace {

/// Takes a field off the line when it fits: it is a lone `*`, or is `wanted` with its escapes undone.
bool take_field(std::string_view& line, std::string_view wanted) {
    if (line.starts_with("*:")) {
        line.remove_prefix(2);
        return true;
    }
    for (;;) {
        if (wanted.empty() && line.starts_with(':')) {
            line.remove_prefix(1);
            return true;
        }
        if (line.starts_with('\\')) line.remove_prefix(1);
        if (line.empty() || wanted.empty() || line.front() != wanted.front()) return false;
        line.remove_prefix(1);
        wanted.remove_prefix(1);
    }
}

/// The password ends where one more field would begin.
secret_text unescaped_password(std::string_view field) {
    secret_text password;
    password.reserve(field.size());
    for (std::size_t i = 0; i < field.size() && field[i] != ':'; ++i) {
        if (field[i] == '\\' && i + 1 < field.size()) ++i;
        password.push_back(field[i]);
    }
    return password;
}

std::optional<secret_text> password_on(std::string_view line, std::string_view host, const password_use& use) {
    const bool readable = !line.empty() && line.front() != '#' && line.find('\0') == std::string_view::npos;
    if (!readable || !take_field(line, host) || !take_field(line, std::to_string(use.port)) ||
        !take_field(line, use.dbname) || !take_field(line, use.user))
        return std::nullopt;
    return unescaped_password(line);
}

/// A file that is open until the end of the scope.
class descriptor {
public:
    // Opening a pipe would otherwise wait for somebody to write.
    explicit descriptor(const std::string& file) : number_(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    ~descriptor() {
        if (number_ >= 0) close(number_);
    }
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

constexpr std::size_t largest = std::size_t{16} << 20;

/// Why the file must not be used; empty when it may.
std::string objection_to(const struct stat& status) {
    if (!S_ISREG(status.st_mode)) return "is not a plain file";
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return "can be read or changed by others than its owner: give it the permissions u=rw (0600)";
    if (static_cast<std::uintmax_t>(status.st_size) > largest) return "is larger than 16 MiB";
    return {};
}

/// What is in the file, up to `largest` bytes, in memory that is wiped.
detail::wiped_vector<char> read_all(int file, std::size_t expected) {
    constexpr std::size_t portion = 4096;
    detail::wiped_vector<char> text;
    text.reserve(expected + portion);
    while (text.size() < largest) {
        const std::size_t size = text.size();
        text.resize(size + portion);
        const ssize_t count = read(file, text.data() + size, portion);
        text.resize(size + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        if (count == 0 || (count < 0 && errno != EINTR)) break;
    }
    return text;
}

} // namespace

secret_text find_password(std::string_view text, const password_use& use) {
    std::string_view host = use.host.empty() ? use.hostaddr : use.host;
    if (host.empty() || (host.front() == '/' && host == default_socket_folder())) host = "localhost";
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        while (line.ends_with('\r')) line.remove_suffix(1);
        if (auto found = password_on(line, host, use)) return *std::move(found);
    }
    return {};
}

password_found password_from_file(const std::string& file, const password_use& use) {
    const descriptor opened(file);
    struct stat status {};
    if (opened.number() < 0 || fstat(opened.number(), &status) != 0) return {};
    if (const std::string objection = objection_to(status); !objection.empty())
        return {{}, "password file \"" + file + "\" " + objection + "; it was ignored"};
    const auto text = read_all(opened.number(), static_cast<std::size_t>(status.st_size));
    return {find_password({text.data(), text.size()}, use), {}};
}

} // namespace tusk::client
