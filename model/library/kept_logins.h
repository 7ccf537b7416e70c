// KeptLogins: which feeds' logins lie in the keyring (their addresses are a setting; the logins are nowhere else), and how they come there and go.
// Main thread only.
#pragma once

#include "net/feed_fetcher.h"
#include "net/keyring.h"
#include "store/store.h"

#include <QObject>

namespace dateline {

class KeptLogins final : public QObject {
    Q_OBJECT
public:
    // Store and fetcher must outlive it.
    KeptLogins(Store &store, FeedFetcher &fetcher, std::unique_ptr<Keyring> keyring, QObject *parent = nullptr);
    ~KeptLogins() override; // the fetcher asks the keyring no more

    void setKeyring(std::unique_ptr<Keyring> keyring);
    const QSet<QString> &addresses() const { return m_addresses; }
    bool isKept(const QString &address) const { return m_addresses.contains(address); }
    // In use at once; fails where it couldn't be kept for the next start.
    QFuture<Result<void>> keep(const QString &address, const Login &login);
    // From the keyring. Fails where it still lies there; it isn't used any more all the same.
    QFuture<Result<void>> forget(const QString &address);

private:
    QFuture<Result<void>> remember(const QSet<QString> &addresses);

    Store &m_store;
    FeedFetcher &m_fetcher;
    std::unique_ptr<Keyring> m_keyring;
    QSet<QString> m_addresses;
};

} // namespace dateline
