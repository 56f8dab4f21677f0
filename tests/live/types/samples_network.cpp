// Addresses of networks and of their cards.
#include "tests/live/types/samples.hpp"

namespace tusk::test {

namespace {

// Half of them IPv4, half IPv6 with some groups that are zero.
constexpr const char* random_inet =
    "(CASE WHEN g % 2 = 0 THEN format('%s.%s.%s.%s/%s', trunc(r * 256), trunc(s * 256), trunc(t * 256), "
    "trunc(u * 256), g % 33) ELSE regexp_replace(regexp_replace(h, '(....)(?!$)', '\\1:', 'g'), '[0-9a][0-9a-f]{3}', "
    "'0', 'g') || '/' || g % 129 END)::inet";

const std::vector<std::string>& networks() {
    static const std::vector<std::string> all{
        "0.0.0.0/0", "0.0.0.0",    "255.255.255.255", "10.0.0.0/8",    "192.168.1.0/24",  "10.1.2.3",       "::/0",
        "::",        "::1",        "fe80::/10",       "::ffff:0:0/96", "::ffff:10.1.2.3", "::10.1.2.3",     "1::",
        "1::8",      "1:0:0:4::8", "1:2:3:4:5:6:7:8", "0:1::",         "ffff::1:0",       "::1:2:3:4:5:6:7"};
    return all;
}

} // namespace

std::span<const type_samples> network_samples() {
    static const std::vector<type_samples> all{
        {.type = "inet", .literals = networks(), .random = random_inet},
        {.type = "inet", .literals = {"10.1.2.3/8", "fe80::1/10", "0.0.0.1/0", "::1/0", "1.2.3.4/32", "1::2/128"}},
        {.type = "cidr", .literals = networks(), .random = "network(" + std::string(random_inet) + ")"},
        {.type = "macaddr",
         .literals = {"00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "08:00:2b:01:02:03"},
         .random = "left(h, 12)::macaddr"},
        {.type = "macaddr8",
         .literals = {"00:00:00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff:ff:ff", "08:00:2b:01:02:03",
                      "01:02:03:04:05:06:07:08"},
         .random = "left(h, 16)::macaddr8"},
    };
    return all;
}

} // namespace tusk::test
