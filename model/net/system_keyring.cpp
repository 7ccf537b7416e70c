#include "net/keyring.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPromise>

#include <qt6keychain/keychain.h>

namespace dateline {

namespace {

const QLatin1String Service("Dateline");

QString translated(const char *text)
{
    return QCoreApplication::translate("Keyring", text);
}

Error failureOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound: return {ErrorKind::NotFound, translated("The system's keyring holds no login for %1.").arg(job.key()), job.errorString()};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied: return {ErrorKind::Unreadable, translated("The system's keyring is locked or gave no access."), job.errorString()};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {ErrorKind::Unreadable, translated("There is no keyring on this system. GNOME Keyring, KeePassXC or KWallet would be one."), job.errorString()};
    default: break;
    }
    return {ErrorKind::Unreadable, translated("The system's keyring can't be used (%1). GNOME Keyring, KeePassXC or KWallet has to run.").arg(job.errorString()), job.errorString()};
}

// Starts the job, and holds what `take` makes of it when it has succeeded. The job deletes itself.
template <class T, class Job, class Take>
QFuture<Result<T>> answerOf(Job *job, const QString &address, Take take)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    job->setKey(address);
    job->setInsecureFallback(false); // which would write it to a file in plain text
    QObject::connect(job, &QKeychain::Job::finished, job, [promise, job, take] {
        promise->addResult(job->error() == QKeychain::NoError ? take(*job) : Result<T>(tl::unexpected(failureOf(*job))));
        promise->finish();
    });
    job->start();
    return promise->future();
}

class SystemKeyring final : public Keyring {
public:
    QFuture<Result<Login>> login(const QString &address) override
    {
        return answerOf<Login>(new QKeychain::ReadPasswordJob(Service), address, [](const QKeychain::ReadPasswordJob &job) -> Result<Login> {
            const QJsonObject secret = QJsonDocument::fromJson(job.textData().toUtf8()).object();
            const Login login{secret[u"user"].toString(), secret[u"password"].toString()};
            if (login.user.isEmpty())
                return failure(ErrorKind::NotFound, translated("What the system's keyring holds for %1 is no login.").arg(job.key()));
            return login;
        });
    }

    QFuture<Result<void>> keep(const QString &address, const Login &login) override
    {
        auto *job = new QKeychain::WritePasswordJob(Service);
        const QJsonObject secret{{QStringLiteral("user"), login.user}, {QStringLiteral("password"), login.password}};
        job->setTextData(QString::fromUtf8(QJsonDocument(secret).toJson(QJsonDocument::Compact)));
        return answerOf<void>(job, address, [](const QKeychain::WritePasswordJob &) { return Result<void>(); });
    }

    QFuture<Result<void>> forget(const QString &address) override
    {
        return answerOf<void>(new QKeychain::DeletePasswordJob(Service), address, [](const QKeychain::DeletePasswordJob &) { return Result<void>(); });
    }
};

} // namespace

std::unique_ptr<Keyring> systemKeyring()
{
    return std::make_unique<SystemKeyring>();
}

} // namespace dateline
