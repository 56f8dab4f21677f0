#include "test_exchanges.hpp"

namespace tusk::test {

using namespace protocol;

exchange<std::string> ask(channel& ch, const std::string& request, const std::size_t& size) {
    ch.writer().text(request);
    co_await flush(ch);
    while (ch.input().size() < size) co_await fill();
    std::string answer(as_text(ch.input().pending().first(size)));
    ch.input().consume(size);
    co_return answer;
}

exchange<void> connect(const endpoint& place) { co_await connect_to(place); }

exchange<std::string> ask_over_tls(channel& ch, const endpoint& place, const std::string& request,
                                   const std::size_t& size) {
    co_await connect_to(place);
    co_await start_tls();
    co_return co_await ask(ch, request, size);
}

exchange<tls_session> shake_hands(const endpoint& place) {
    co_await connect_to(place);
    co_return co_await start_tls();
}

exchange<std::string> first_address(const std::string& host) {
    const std::vector<endpoint> places = co_await resolve(host, 5432);
    co_return places.front().address + "/" + places.front().host + "/" + std::to_string(places.front().port);
}

exchange<void> await_close() { co_await wait_for_close(); }

exchange<void> leave(channel& ch, const std::string& farewell) {
    ch.writer().text(farewell);
    co_await close_connection();
}

} // namespace tusk::test
