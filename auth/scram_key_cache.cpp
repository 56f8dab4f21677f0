#include "auth/scram_key_cache.hpp"

#include <algorithm>
#include <array>

namespace tusk::auth {

namespace {

/// Appends a number in eight bytes.
void append(secret& text, std::uint64_t number) {
    std::array<std::byte, sizeof number> bytes;
    protocol::store_big_endian(bytes.data(), number);
    text.append(protocol::as_text(bytes));
}

/// Appends a field with its length in front, so that no two lists of fields are the same text.
void append(secret& text, std::string_view field) {
    append(text, field.size());
    text.append(field);
}

} // namespace

digest scram_key_cache::name_of(const scram_key_origin& origin) {
    std::call_once(key_is_made_, [this] {
        digest fresh(digest::capacity);
        fill_with_random(fresh.memory());
        key_ = fresh;
    });
    secret text; // wiped, for it holds the password
    append(text, origin.server);
    append(text, origin.user);
    append(text, static_cast<std::uint64_t>(origin.algorithm));
    append(text, origin.password.text());
    append(text, protocol::as_text(origin.salt));
    append(text, std::uint64_t{origin.iterations});
    return hmac(hash_algorithm::sha256, key_.bytes(), text.bytes());
}

scram_key_cache::position scram_key_cache::look_up(const digest& name) noexcept {
    return std::find_if(entries_.begin(), entries_.end(),
                        [&](const entry& each) { return equal_in_constant_time(each.name.bytes(), name.bytes()); });
}

std::optional<scram_keys> scram_key_cache::find(const digest& name) {
    const std::lock_guard held(mutex_);
    const position found = look_up(name);
    if (found == entries_.end()) return std::nullopt;
    entries_.splice(entries_.begin(), entries_, found);
    return found->keys;
}

void scram_key_cache::keep(const digest& name, const scram_keys& keys) {
    const std::lock_guard held(mutex_);
    if (closed_) return;
    const position found = look_up(name);
    if (found == entries_.end())
        entries_.push_front({name, keys});
    else // another thread was quicker
        entries_.splice(entries_.begin(), entries_, found);
    if (entries_.size() > most_entries) entries_.pop_back();
}

void scram_key_cache::forget(const digest& name) noexcept {
    const std::lock_guard held(mutex_);
    const position found = look_up(name);
    if (found != entries_.end()) entries_.erase(found);
}

void scram_key_cache::close() noexcept {
    const std::lock_guard held(mutex_);
    closed_ = true;
    entries_.clear();
}

std::size_t scram_key_cache::size() const noexcept {
    const std::lock_guard held(mutex_);
    return entries_.size();
}

scram_key_cache& process_scram_keys() {
    // Emptied at the end, but never destroyed: a thread may still be logging in while the process ends.
    static scram_key_cache* const shared = new scram_key_cache;
    struct at_exit {
        ~at_exit() { shared->close(); }
    };
    static const at_exit closing;
    return *shared;
}

} // namespace tusk::auth
