#include "libpq.hpp"

#include <libpq-fe.h>

#include <cstdlib>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdexcept>
#include <unistd.h>

namespace tusk::test {

struct libpq::functions {
    explicit functions(const std::string& file) : library(dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)) {
        if (library == nullptr) throw std::runtime_error(dlerror());
    }
    /// An address that becomes whatever function it is assigned to.
    struct address {
        void* found;
        template <class Function>
        explicit(false) operator Function*() const {
            return reinterpret_cast<Function*>(found);
        }
    };
    [[nodiscard]] address symbol(const char* name) const {
        if (void* found = dlsym(library, name)) return {found};
        throw std::runtime_error(dlerror());
    }

    void* library;
    // The header gives their types only: the functions themselves come from whichever libpq is loaded.
    decltype(&::PQlibVersion) PQlibVersion = symbol("PQlibVersion");
    decltype(&::PQconndefaults) PQconndefaults = symbol("PQconndefaults");
    decltype(&::PQconninfoParse) PQconninfoParse = symbol("PQconninfoParse");
    decltype(&::PQconninfoFree) PQconninfoFree = symbol("PQconninfoFree");
    decltype(&::PQfreemem) PQfreemem = symbol("PQfreemem");
    decltype(&::PQconnectStart) PQconnectStart = symbol("PQconnectStart");
    decltype(&::PQconnectStartParams) PQconnectStartParams = symbol("PQconnectStartParams");
    decltype(&::PQfinish) PQfinish = symbol("PQfinish");
    decltype(&::PQerrorMessage) PQerrorMessage = symbol("PQerrorMessage");
    decltype(&::PQconninfo) PQconninfo = symbol("PQconninfo");
    decltype(&::PQhost) PQhost = symbol("PQhost");
    decltype(&::PQport) PQport = symbol("PQport");
    decltype(&::PQuser) PQuser = symbol("PQuser");
    decltype(&::PQdb) PQdb = symbol("PQdb");
    decltype(&::PQpass) PQpass = symbol("PQpass");

    using options = std::unique_ptr<PQconninfoOption, decltype(&::PQconninfoFree)>;
    [[nodiscard]] options own(PQconninfoOption* list) const { return {list, PQconninfoFree}; }
};

namespace {

std::string text_of(const char* text) { return text == nullptr ? "" : text; }

keyword_values given_in(const PQconninfoOption* options) {
    keyword_values found;
    for (; options != nullptr && options->keyword != nullptr; ++options)
        if (options->val != nullptr) found[options->keyword] = options->val;
    return found;
}

/// libpq writes its warnings about password files to stderr.
class silence {
public:
    silence() : before_(dup(STDERR_FILENO)) {
        const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(nowhere, STDERR_FILENO);
        close(nowhere);
    }
    ~silence() {
        dup2(before_, STDERR_FILENO);
        close(before_);
    }
    silence(const silence&) = delete;
    silence& operator=(const silence&) = delete;

private:
    int before_;
};

template <class Functions>
libpq_attempt look_at(PGconn* started, const Functions& call) {
    const std::unique_ptr<PGconn, decltype(&::PQfinish)> connection(started, call.PQfinish);
    libpq_attempt attempt;
    attempt.message = call.PQerrorMessage(started);
    // Ports are read one by one, when their turn comes.
    attempt.accepted = (attempt.message.empty() || attempt.message.starts_with("connection to server")) &&
                       attempt.message.find("invalid port number") == std::string::npos &&
                       attempt.message.find("invalid integer value") == std::string::npos;
    attempt.values = given_in(call.own(call.PQconninfo(started)).get());
    attempt.host = text_of(call.PQhost(started));
    attempt.port = text_of(call.PQport(started));
    attempt.user = text_of(call.PQuser(started));
    attempt.dbname = text_of(call.PQdb(started));
    attempt.password = text_of(call.PQpass(started));
    return attempt;
}

std::string file_of_oracle() {
    if (const char* named = std::getenv("TUSK_LIBPQ")) return named;
    return TUSK_LIBPQ_FILE;
}

} // namespace

libpq::libpq(const std::string& file) : call_(std::make_unique<functions>(file)), version_(call_->PQlibVersion()) {
    const auto list = call_->own(call_->PQconndefaults());
    for (const PQconninfoOption* option = list.get(); option->keyword != nullptr; ++option)
        defaults_[option->keyword] = text_of(option->compiled);
}

libpq::~libpq() = default;

const libpq& libpq::oracle() {
    static const libpq the_one(file_of_oracle());
    return the_one;
}

std::string libpq::name() const {
    return "libpq " + std::to_string(version_ / 10'000) + "." + std::to_string(version_ % 10'000);
}

std::optional<keyword_values> libpq::parse(const std::string& text) const {
    char* message = nullptr;
    const auto options = call_->own(call_->PQconninfoParse(text.c_str(), &message));
    call_->PQfreemem(message);
    if (!options) return std::nullopt;
    return given_in(options.get());
}

libpq_attempt libpq::connect(const std::string& text) const {
    const silence quiet;
    return look_at(call_->PQconnectStart(text.c_str()), *call_);
}

libpq_attempt libpq::connect(const std::vector<std::pair<std::string, std::string>>& given) const {
    std::vector<const char*> keywords;
    std::vector<const char*> values;
    for (const auto& [keyword, value] : given) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    const silence quiet;
    return look_at(call_->PQconnectStartParams(keywords.data(), values.data(), 1), *call_);
}

} // namespace tusk::test
