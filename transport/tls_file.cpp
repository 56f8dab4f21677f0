#include "transport/tls_file.hpp"

#include <tusk/error.hpp>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace tusk::transport {

namespace {

// The largest collections of authorities have some 200 kB.
constexpr std::size_t largest_file = std::size_t{16} << 20;

class descriptor {
public:
    explicit descriptor(int number) noexcept : number_(number) {}
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int get() const noexcept { return number_; }

private:
    int number_;
};

std::string quoted(const std::string& path, const char* what) { return std::string(what) + " \"" + path + "\""; }

[[noreturn]] void fail_to_read(const std::string& path, const char* what, int error) {
    throw operational_error("the " + quoted(path, what) +
                            " could not be read: " + std::generic_category().message(error));
}

/// -1: it does not exist. That it cannot be told whether it exists is an error: what it would have verified stays so.
int open_existing(const std::string& path, const char* what) {
    // Without O_NONBLOCK a named pipe would hold us up here.
    const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (opened < 0 && errno != ENOENT && errno != ENOTDIR) fail_to_read(path, what, errno);
    return opened;
}

file_contents read_all(int file, const std::string& path, const char* what) {
    constexpr std::size_t step = std::size_t{64} << 10;
    file_contents contents;
    for (;;) {
        const std::size_t before = contents.size();
        if (before > largest_file)
            throw operational_error("the " + quoted(path, what) + " has more than 16 MiB and was not read");
        contents.resize(before + step);
        const ssize_t count = ::read(file, contents.data() + before, step);
        if (count < 0 && errno != EINTR) fail_to_read(path, what, errno);
        contents.resize(before + static_cast<std::size_t>(count > 0 ? count : 0));
        if (count == 0) return contents;
    }
}

} // namespace

std::optional<file_contents> read_file(const std::string& path, const char* what) {
    const descriptor file(open_existing(path, what));
    if (file.get() < 0) return std::nullopt;
    return read_all(file.get(), path, what);
}

bool protects_key(mode_t mode, uid_t owner) noexcept {
    constexpr mode_t all_but_reading_by_group = S_IWGRP | S_IXGRP | S_IRWXO;
    return (mode & (owner == 0 ? all_but_reading_by_group : S_IRWXG | S_IRWXO)) == 0;
}

std::optional<file_contents> read_key_file(const std::string& path) {
    constexpr const char* what = "private key file";
    const descriptor file(open_existing(path, what));
    if (file.get() < 0) return std::nullopt;
    // Asked of the open file, not of its name: the name may mean another file a moment later.
    struct stat status {};
    if (fstat(file.get(), &status) != 0) fail_to_read(path, what, errno);
    if (!S_ISREG(status.st_mode)) throw operational_error("the " + quoted(path, what) + " is not a regular file");
    if (!protects_key(status.st_mode, status.st_uid))
        throw operational_error("the " + quoted(path, what) +
                                " can be used by others. Its mode must be 0600 or less (chmod 600), or 0640 or less "
                                "when root owns it.");
    return read_all(file.get(), path, what);
}

} // namespace tusk::transport
