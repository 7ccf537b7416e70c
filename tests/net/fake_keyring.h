// A keyring in memory, which the test can lock and look into.
#pragma once

#include "net/keyring.h"

#include <QHash>
#include <QPromise>

namespace dateline {

// What outlives the keyring, as the system's would.
struct KeyringContents {
    QHash<QString, Login> logins;
    bool isThere = true;
    int asked = 0; // for logins
};

class FakeKeyring final : public Keyring {
public:
    explicit FakeKeyring(std::shared_ptr<KeyringContents> contents) : m_contents(std::move(contents)) {}

    QFuture<Result<Login>> login(const QString &address) override
    {
        ++m_contents->asked;
        if (!m_contents->isThere)
            return ready<Login>(absent());
        const auto known = m_contents->logins.constFind(address);
        return ready<Login>(known == m_contents->logins.constEnd() ? missing() : Result<Login>(*known));
    }
    QFuture<Result<void>> keep(const QString &address, const Login &login) override
    {
        if (!m_contents->isThere)
            return ready<void>(absent());
        m_contents->logins.insert(address, login);
        return ready<void>({});
    }
    QFuture<Result<void>> forget(const QString &address) override
    {
        if (!m_contents->isThere)
            return ready<void>(absent());
        return ready<void>(m_contents->logins.remove(address) ? Result<void>() : missing());
    }

private:
    static tl::unexpected<Error> absent() { return failure(ErrorKind::Unreadable, QStringLiteral("There is no keyring here.")); }
    static tl::unexpected<Error> missing() { return failure(ErrorKind::NotFound, QStringLiteral("The keyring has no such login.")); }
    template <class T>
    static QFuture<Result<T>> ready(const Result<T> &result)
    {
        QPromise<Result<T>> promise;
        promise.start();
        promise.addResult(result);
        promise.finish();
        return promise.future();
    }

    std::shared_ptr<KeyringContents> m_contents;
};

} // namespace dateline
