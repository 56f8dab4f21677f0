// The private key of our own certificate: where it may be, who may read it, how it is decrypted.
#include "tests/support/certificates.hpp"
#include "transport/tls.hpp"
#include "transport/tls_file.hpp"

#include <tusk/error.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <sys/stat.h>

using namespace tusk;
using namespace tusk::test;
using Catch::Contains;
using transport::tls_context;
using transport::tls_settings;

namespace {

/// A certificate on file, whose key a test puts where it likes.
struct identity_files {
    temporary_directory directory{};
    certificate mine = certificate::self_signed({.common_name = "alice"});
    std::string certificate_file = directory.write("postgresql.crt", mine.pem());

    [[nodiscard]] tls_settings with_key(const std::string& contents) const {
        return with_key_file(directory.write("postgresql.key", contents));
    }
    [[nodiscard]] tls_settings with_key_file(std::string path) const {
        tls_settings settings;
        settings.client_certificate.file = certificate_file;
        settings.client_key.file = std::move(path);
        return settings;
    }
};

const identity_files& files() {
    static const identity_files only;
    return only;
}

tls_settings with_password(tls_settings settings, const std::string& password) {
    settings.client_key_password = password;
    return settings;
}

void set_mode(const std::string& file, unsigned mode) {
    std::filesystem::permissions(file, static_cast<std::filesystem::perms>(mode));
}

} // namespace

TEST_CASE("a key is read as PEM and as DER") {
    CHECK_NOTHROW(tls_context(files().with_key(files().mine.key_pem())));
    CHECK_NOTHROW(tls_context(files().with_key("my key:\n\n" + files().mine.key_pem())));
    CHECK_NOTHROW(tls_context(files().with_key(files().mine.key_der())));
}

TEST_CASE("a certificate without its key is an error that says where it was looked for") {
    CHECK_THROWS_WITH(tls_context(files().with_key_file("")),
                      Contains("no private key for it") && Contains("name its file in sslkey"));
    const std::string missing = files().directory.file("missing.key");
    CHECK_THROWS_WITH(tls_context(files().with_key_file(missing)),
                      Contains("its private key file \"" + missing + "\" does not exist"));
}

TEST_CASE("what is no key is an error with the reason") {
    CHECK_THROWS_WITH(tls_context(files().with_key("no key at all\n")),
                      Contains("the private key file") && Contains("could not be read: ") && Contains("PEM or DER"));
    CHECK_THROWS_WITH(tls_context(files().with_key("")), Contains("could not be read: "));
    CHECK_THROWS_WITH(tls_context(files().with_key(files().mine.pem())), Contains("could not be read: "));
}

TEST_CASE("a key that belongs to another certificate is an error") {
    const certificate other = certificate::self_signed({.common_name = "bob"});
    CHECK_THROWS_WITH(
        tls_context(files().with_key(other.key_pem())),
        Contains("the private key does not belong to the client certificate \"" + files().certificate_file + "\""));
    const certificate other_kind = certificate::self_signed({.common_name = "bob", .key = "RSA"});
    CHECK_THROWS_WITH(tls_context(files().with_key(other_kind.key_pem())), Contains("does not belong"));
}

TEST_CASE("a key keeps its secret when only its owner has rights, or root lends it to a group for reading") {
    using transport::protects_key;
    constexpr uid_t root = 0;
    constexpr uid_t anna = 1000;
    for (const mode_t fine : {0600u, 0400u, 0700u, 0000u}) {
        CHECK(protects_key(fine, anna));
        CHECK(protects_key(fine, root));
    }
    CHECK(protects_key(0640, root));
    CHECK(protects_key(0440, root));
    for (const mode_t lent : {0640u, 0440u, 0620u, 0610u}) CHECK_FALSE(protects_key(lent, anna));
    for (const mode_t open : {0660u, 0650u, 0644u, 0604u, 0602u, 0601u, 0777u}) {
        CHECK_FALSE(protects_key(open, anna));
        CHECK_FALSE(protects_key(open, root));
    }
    CHECK(protects_key(S_IFREG | 0600u, anna));
}

TEST_CASE("a key that others can use is refused") {
    const tls_settings settings = files().with_key(files().mine.key_pem());
    for (const unsigned mode : {0644u, 0604u, 0660u, 0601u}) {
        set_mode(settings.client_key.file, mode);
        CHECK_THROWS_WITH(tls_context(settings),
                          Contains("the private key file \"" + settings.client_key.file + "\" can be used by others") &&
                              Contains("0600") && Contains("0640"));
    }
    set_mode(settings.client_key.file, 0600);
    CHECK_NOTHROW(tls_context(settings));
}

TEST_CASE("a key must be a regular file") {
    const std::string pipe = files().directory.file("pipe.key");
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    CHECK_THROWS_WITH(tls_context(files().with_key_file(pipe)), Contains("is not a regular file")); // and does not wait
    CHECK_THROWS_WITH(tls_context(files().with_key_file("/dev/null")), Contains("is not a regular file"));
}

TEST_CASE("a key that cannot be opened is an error with the system's reason") {
    const std::string loop = files().directory.file("loop.key");
    std::filesystem::create_symlink(loop, loop);
    CHECK_THROWS_WITH(tls_context(files().with_key_file(loop)),
                      Contains("the private key file \"" + loop + "\" could not be read: Too many levels"));
}

TEST_CASE("a key in an engine is refused by name") {
    try {
        const tls_context context(files().with_key_file("pkcs11:token=me"));
        FAIL("not refused");
    } catch (const not_supported_error& error) {
        CHECK_THAT(error.what(), Contains("\"pkcs11:token=me\" names a key in an OpenSSL engine") &&
                                     Contains("connect_options::tls_context"));
    }
}

TEST_CASE("an encrypted key opens with its password") {
    const std::string password = "open sesame";
    for (const std::string& key :
         {files().mine.encrypted_key_pem(password), files().mine.traditional_key_pem(password)}) {
        CHECK_NOTHROW(tls_context(with_password(files().with_key(key), password)));
        CHECK_THROWS_WITH(tls_context(with_password(files().with_key(key), "open barley")),
                          Contains("could not be decrypted: ") && Contains("The password that was given is wrong") &&
                              !Contains("barley"));
        CHECK_THROWS_WITH(tls_context(files().with_key(key)),
                          Contains("is encrypted, and there is no password for it") && Contains("sslpassword") &&
                              Contains("key_password"));
    }
    const std::string key = files().mine.encrypted_key_pem(password);
    CHECK_THROWS_WITH(tls_context(with_password(files().with_key(key), std::string(1025, 'x'))),
                      Contains("is longer than OpenSSL takes (1024 bytes)"));
}

TEST_CASE("a key that is not encrypted needs no password") {
    CHECK_NOTHROW(tls_context(with_password(files().with_key(files().mine.key_pem()), "needless")));
}

TEST_CASE("the password of a key is asked for once, with the key's file, and only when none was given") {
    tls_settings settings = files().with_key(files().mine.encrypted_key_pem("open sesame"));
    int asked = 0;
    std::string answer = "open sesame";
    settings.ask_key_password = [&](const std::string& file) -> secret_text {
        ++asked;
        CHECK(file == settings.client_key.file);
        return answer;
    };
    CHECK_NOTHROW(tls_context(settings));
    CHECK(asked == 1);
    answer = "open barley";
    CHECK_THROWS_WITH(tls_context(settings), Contains("The password that was given is wrong"));
    CHECK(asked == 2);
    answer = "";
    CHECK_THROWS_WITH(tls_context(settings), Contains("there is no password for it"));
    CHECK(asked == 3);
    CHECK_NOTHROW(tls_context(with_password(settings, "open sesame")));
    CHECK(asked == 3);
    settings = files().with_key(files().mine.key_pem());
    settings.ask_key_password = [&](const std::string&) -> secret_text { return ++asked, answer; };
    CHECK_NOTHROW(tls_context(settings));
    CHECK(asked == 3);
}

TEST_CASE("what the function throws that is asked for a key's password leaves as it is") {
    tls_settings settings = files().with_key(files().mine.encrypted_key_pem("open sesame"));
    settings.ask_key_password = [](const std::string&) -> secret_text { throw std::out_of_range("no keyring"); };
    CHECK_THROWS_AS(tls_context(settings), std::out_of_range);
}

TEST_CASE("certificate and key may be given as text, beside or instead of files") {
    tls_settings settings;
    settings.client_certificate.text = files().mine.pem();
    CHECK_THROWS_WITH(tls_context(settings), Contains("no private key for it"));
    settings.client_key.text = files().mine.key_pem();
    CHECK_NOTHROW(tls_context(settings));
    settings.client_key.file = "/nonexistent.key"; // the text counts
    CHECK_NOTHROW(tls_context(settings));
    settings.client_key = files().with_key(files().mine.key_pem()).client_key;
    CHECK_NOTHROW(tls_context(settings));

    settings.client_key = {.text = files().mine.encrypted_key_pem("open sesame")};
    CHECK_THROWS_WITH(tls_context(settings), Contains("the private key given as text is encrypted"));
    std::string asked_for = "nothing";
    settings.ask_key_password = [&](const std::string& file) -> secret_text { return asked_for = file, "open sesame"; };
    CHECK_NOTHROW(tls_context(settings));
    CHECK(asked_for.empty());

    settings.client_certificate.text = "no certificate";
    CHECK_THROWS_WITH(tls_context(settings), Contains("the text of the client certificate holds no certificate"));
}

TEST_CASE("a context keeps no secret that it does not need any more") {
    tls_settings settings = with_password({}, "open sesame");
    settings.client_certificate.text = files().mine.pem();
    settings.client_key.text = files().mine.encrypted_key_pem("open sesame");
    settings.ask_key_password = [](const std::string&) -> secret_text { return "x"; };
    const tls_context context(settings);
    CHECK(context.settings().client_key.text.empty());
    CHECK(context.settings().client_key_password.empty());
    CHECK_FALSE(context.settings().ask_key_password);
}
