/// \file
/// The keys of earlier SCRAM logins, so that the next one to the same server need not derive them again.
#pragma once

#include "auth/scram_keys.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <string_view>

namespace tusk::auth {

/// What a pair of keys was derived from, and where it logs in. The server and the user are part of it although no key
/// depends on them: were they not, a server that repeats another's salt could tell from the time of the answer whether
/// its user has the same password there.
struct scram_key_origin {
    std::string_view server; ///< whatever tells this server from all others
    std::string_view user;
    hash_algorithm algorithm;
    const secret& password; ///< prepared
    protocol::byte_view salt;
    std::uint32_t iterations;
};

/// A bounded set of keys that servers have proved right; the one that was used least recently makes room. Threads may
/// share it, and none waits while another derives keys.
///
/// Neither passwords nor salts are kept: an entry goes by a hash of its origin under a random key of this cache. Of the
/// keys it has the two that a login needs, not the salted password, from which they come and not the other way round.
class scram_key_cache {
public:
    static constexpr std::size_t most_entries = 64;

    scram_key_cache() = default;
    scram_key_cache(const scram_key_cache&) = delete;
    scram_key_cache& operator=(const scram_key_cache&) = delete;
    ~scram_key_cache() = default;

    /// The name of the entry for `origin`, which tells nothing about it outside this cache.
    /// \throws operational_error when there are no random bytes
    [[nodiscard]] digest name_of(const scram_key_origin& origin);

    /// A copy of the entry's keys, or nothing.
    [[nodiscard]] std::optional<scram_keys> find(const digest& name);

    /// Enters keys that a server has just proved right, and drops the entry that was used least recently when there
    /// are more than `most_entries`.
    void keep(const digest& name, const scram_keys& keys);

    /// Drops an entry, if there is one.
    void forget(const digest& name) noexcept;

    /// Drops all entries and takes no more.
    void close() noexcept;

    [[nodiscard]] std::size_t size() const noexcept;

private:
    struct entry {
        digest name;
        scram_keys keys;
    };
    using position = std::list<entry>::iterator;

    [[nodiscard]] position look_up(const digest& name) noexcept;

    std::once_flag key_is_made_;
    digest key_;
    mutable std::mutex mutex_;
    std::list<entry> entries_; ///< the most recently used first; their digests wipe themselves
    bool closed_ = false;
};

/// The cache that all connections of this process share. It is emptied when the process ends.
[[nodiscard]] scram_key_cache& process_scram_keys();

} // namespace tusk::auth
