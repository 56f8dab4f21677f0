#include <tusk/types/bits.hpp>

#include <utility>

namespace tusk {

namespace {

constexpr std::size_t bits_per_byte = 8;
// VARBITMAXLEN: the server counts bits in an int32 and rounds them up to whole bytes.
constexpr std::size_t most_bits = INT32_MAX - bits_per_byte + 1;

constexpr std::size_t bytes_for(std::size_t bits) noexcept {
    return bits / bits_per_byte + (bits % bits_per_byte == 0 ? 0 : 1);
}

// The bits of the last byte that stand behind the last bit of the string.
constexpr std::byte padding(std::size_t bits) noexcept {
    return bits % bits_per_byte == 0 ? std::byte{0} : std::byte{0xff} >> (bits % bits_per_byte);
}

} // namespace

bit_string::bit_string(std::size_t size, bool value)
    : bytes_(bytes_for(size), value ? std::byte{0xff} : std::byte{0}), size_(size) {
    if (!bytes_.empty()) bytes_.back() &= ~padding(size);
}

std::string bit_string::to_string() const {
    std::string text(size_, '0');
    for (std::size_t i = 0; i < size_; ++i)
        if ((*this)[i]) text[i] = '1';
    return text;
}

bit_string bit_string::parse(std::string_view text) {
    bit_string value(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '0' && text[i] != '1') detail::throw_bad_text(oid::varbit, text);
        if (text[i] == '1') value.set(i);
    }
    return value;
}

bit_string bit_string::decode(byte_view bytes, oid column) {
    protocol::byte_reader reader(bytes);
    const auto size = reader.number<std::int32_t>();
    const byte_view bits = reader.rest();
    if (!reader.ok() || size < 0 || bits.size() != bytes_for(static_cast<std::size_t>(size)))
        detail::throw_malformed(column, "its size is not what its number of bits takes");
    bit_string value;
    value.size_ = static_cast<std::size_t>(size);
    // The server clears the padding of what it is sent, so that what it sends has none.
    if (!bits.empty() && (bits.back() & padding(value.size_)) != std::byte{0})
        detail::throw_malformed(column, "bits behind the last one are set");
    value.bytes_.assign(bits.begin(), bits.end());
    return value;
}

void bit_string::encode(byte_writer& out) const {
    if (size_ > most_bits)
        detail::throw_out_of_range("a string of " + std::to_string(size_) + " bits",
                                   ("a bit string: " + std::to_string(most_bits) + " are the most").c_str());
    out.number(static_cast<std::int32_t>(size_));
    out.bytes(bytes_);
}

void detail::throw_wrong_bit_count(std::size_t wanted, std::size_t received) {
    throw conversion_error("a bit string of " + std::to_string(received) + " bits does not fit in a std::bitset<" +
                           std::to_string(wanted) + ">, which takes exactly " + std::to_string(wanted) +
                           ": tusk::bit_string takes any");
}

} // namespace tusk
