#include "transport/socket_bio.hpp"

#include <openssl/bio.h>

namespace tusk::transport {

namespace {

using outcome = io_result::outcome;

socket& wire_of(BIO* bio) noexcept { return *static_cast<socket*>(BIO_get_data(bio)); }

int write_to_socket(BIO* bio, const char* bytes, std::size_t size, std::size_t* written) noexcept {
    BIO_clear_retry_flags(bio);
    const io_result result = wire_of(bio).write_some({reinterpret_cast<const std::byte*>(bytes), size});
    *written = result.bytes;
    if (result.what == outcome::would_block) BIO_set_retry_write(bio);
    return result.what == outcome::done ? 1 : 0;
}

int read_from_socket(BIO* bio, char* room, std::size_t size, std::size_t* received) noexcept {
    BIO_clear_retry_flags(bio);
    const io_result result = wire_of(bio).read_some({reinterpret_cast<std::byte*>(room), size});
    *received = result.bytes;
    if (result.what == outcome::would_block) BIO_set_retry_read(bio);
    if (result.what == outcome::end_of_stream) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    return result.what == outcome::done ? 1 : 0;
}

long control(BIO* bio, int command, long, void*) noexcept {
    if (command == BIO_CTRL_FLUSH) return 1;
    // With this OpenSSL tells a truncated conversation from other failures.
    if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
    return 0;
}

BIO_METHOD* make_method() noexcept {
    BIO_METHOD* method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "tusk socket");
    if (method == nullptr) return nullptr;
    BIO_meth_set_write_ex(method, write_to_socket);
    BIO_meth_set_read_ex(method, read_from_socket);
    BIO_meth_set_ctrl(method, control);
    return method;
}

} // namespace

BIO* new_socket_bio() noexcept {
    // Never freed: connections may be closed while the process ends, after static objects are gone.
    static const BIO_METHOD* const method = make_method();
    BIO* bio = method == nullptr ? nullptr : BIO_new(method);
    if (bio != nullptr) BIO_set_init(bio, 1);
    return bio;
}

void attach(BIO* bio, socket& wire) noexcept { BIO_set_data(bio, &wire); }

} // namespace tusk::transport
