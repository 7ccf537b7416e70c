#include "library/kept_logins.h"

#include "library/when_answered.h"

#include <QCoreApplication>
#include <QPromise>

namespace dateline {

namespace {

const QLatin1String KeptSetting("logins.kept"); // addresses, a line each

QString translated(const char *text)
{
    return QCoreApplication::translate("Library", text);
}

using Promise = std::shared_ptr<QPromise<Result<void>>>;

Promise begun()
{
    const Promise promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    return promise;
}

void finish(const Promise &promise, const Result<void> &result)
{
    promise->addResult(result);
    promise->finish();
}

} // namespace

KeptLogins::KeptLogins(Store &store, FeedFetcher &fetcher, std::unique_ptr<Keyring> keyring, QObject *parent)
    : QObject(parent), m_store(store), m_fetcher(fetcher), m_keyring(std::move(keyring))
{
    whenAnswered(m_store.setting(KeptSetting), this, [this](const Result<QString> &kept) {
        const QStringList addresses = kept.value_or(QString()).split(u'\n', Qt::SkipEmptyParts);
        m_addresses.unite({addresses.begin(), addresses.end()});
        m_fetcher.setKept(m_keyring.get(), m_addresses);
    });
}

KeptLogins::~KeptLogins()
{
    m_fetcher.setKept(nullptr, {});
}

void KeptLogins::setKeyring(std::unique_ptr<Keyring> keyring)
{
    m_fetcher.setKept(keyring.get(), m_addresses);
    m_keyring = std::move(keyring);
}

QFuture<Result<void>> KeptLogins::keep(const QString &address, const Login &login)
{
    m_fetcher.setLogin(address, login);
    const Promise promise = begun();
    whenAnswered(m_keyring->keep(address, login), this, [this, promise, address](const Result<void> &kept) {
        if (!kept)
            return finish(promise, failure(kept.error().kind, translated("The login is used until Dateline is closed, but it couldn't be kept. %1").arg(kept.error().message), kept.error().detail));
        QSet<QString> addresses = m_addresses;
        addresses.insert(address);
        whenAnswered(remember(addresses), this, [promise](const Result<void> &remembered) { finish(promise, remembered); });
    });
    return promise->future();
}

QFuture<Result<void>> KeptLogins::forget(const QString &address)
{
    m_fetcher.setLogin(address, {});
    const Promise promise = begun();
    whenAnswered(m_keyring->forget(address), this, [this, promise, address](const Result<void> &forgotten) {
        QSet<QString> addresses = m_addresses;
        addresses.remove(address);
        Result<void> outcome = forgotten;
        if (!forgotten && forgotten.error().kind == ErrorKind::NotFound)
            outcome = {};
        else if (!forgotten)
            outcome = failure(forgotten.error().kind, translated("The login for %1 isn't used any more, but may still lie in the system's keyring. %2").arg(address, forgotten.error().message),
                              forgotten.error().detail);
        whenAnswered(remember(addresses), this, [promise, outcome](const Result<void> &remembered) { finish(promise, remembered ? outcome : remembered); });
    });
    return promise->future();
}

QFuture<Result<void>> KeptLogins::remember(const QSet<QString> &addresses)
{
    m_addresses = addresses;
    m_fetcher.setKept(m_keyring.get(), m_addresses);
    QStringList lines(addresses.begin(), addresses.end());
    lines.sort();
    return m_store.setSetting(KeptSetting, lines.isEmpty() ? QString() : lines.join(u'\n'));
}

} // namespace dateline
