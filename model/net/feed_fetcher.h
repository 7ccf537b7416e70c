// FeedFetcher: a source's address to its new bytes, or to the knowledge that there are none.
#pragma once

#include "base/feed.h"
#include "base/login.h"
#include "base/result.h"
#include "net/http_client.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QSet>

#include <memory>
#include <optional>

namespace dateline {

// The server of a subscribed feed where that is in the reader's own network, so that requests for the feed, its pages and its images may go
// there; else empty. Of a public name that was public when the reader subscribed it is empty, whatever the name resolves to by now.
QUrl trustedServer(const QString &feedAddress, bool isOwnNetwork);
inline QUrl trustedServer(const Source &source) { return trustedServer(source.url, source.fetch.isOwnNetwork); }

struct FetchedFeed {
    bool unchanged = false;   // 304, or the same body as last time: nothing to parse
    QByteArray body;
    QByteArray charset;
    QByteArray contentType;
    QUrl url;                 // after redirects: the base of relative links
    int status = 0;           // HTTP
    QString errorBefore;      // the source's last error before this fetch
    std::chrono::seconds freshFor{0}; // by HTTP caching
    Source source;            // with validators, hash, times and sightings of a permanent move brought up to date; the address, too, once that
                              // has been seen often and long enough (base/fetch_state.h)
};

class Keyring;

// By the feed's address: what is known in this session, and what the keyring was asked for in vain.
struct FeedLogins {
    struct Refusal {
        QDeadlineTimer until; // not asked again before; clocks may jump, this one doesn't
        Error why;
    };
    QHash<QString, Login> known;
    QHash<QString, Refusal> refused;
};

class FeedFetcher final {
public:
    explicit FeedFetcher(HttpClient &client) : m_client(client) {}

    // Conditional GET; whole for once where nothing but 304 came for a week. What the source says of its next fetch is left to the caller, who
    // knows whether the body is a feed. Fails with Network; the message is what the reader sees as the source's error.
    // While somebody subscribes, `named` is the address that the reader gave, whose server may be in his own network; the source notes
    // whether it is (FetchState::isOwnNetwork). Later only that, or a name that can't mean anything else, counts: trustedServer().
    QFuture<Result<FetchedFeed>> fetch(const Source &source, const std::optional<QUrl> &named = {});

    // From now on the feed at `address` is asked for with this login, until this is gone; an empty user takes it back. Nothing of it is
    // stored. It goes to the server of that address only.
    void setLogin(const QString &address, const Login &login);
    // Logins for these addresses lie in the keyring, which must outlive this, and are read when the feeds are fetched for the first time. Where one
    // can't be read, the feed is asked for without; if its server then wants a login, the failure says why there is none.
    void setKept(Keyring *keyring, const QSet<QString> &addresses);

private:
    HttpClient &m_client;
    std::shared_ptr<FeedLogins> m_logins = std::make_shared<FeedLogins>();
    Keyring *m_keyring = nullptr;
    QSet<QString> m_kept;
};

} // namespace dateline
