// Hands values between threads in each way that the program does, a few hundred times: ThreadSanitizer, told by handovers.cpp, may report
// nothing. With "unordered", one that isn't ordered comes on top of these, and it must report that.
#include <QCoreApplication>
#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <cstdio>

namespace {

class Worker final : public QObject {
    Q_OBJECT
signals:
    void told(const QStringList &words);
};

using Words = std::shared_ptr<QStringList>;

// On the pool: changes `words`, and tells of them by a future, a queued call and a queued signal.
QFuture<QStringList> startWork(QThreadPool &pool, const Words &words, Worker &worker, QObject &receiver, qsizetype &sum)
{
    auto promise = std::make_shared<QPromise<QStringList>>();
    promise->start();
    pool.start([promise, words, &worker, &receiver, &sum] {
        words->append(QStringLiteral("more"));
        promise->addResult(*words);
        promise->finish();
        QMetaObject::invokeMethod(&receiver, [words, &sum] {
            sum += words->size();
            words->clear();
        }, Qt::QueuedConnection);
        emit worker.told({QStringLiteral("told"), QString::number(promise.use_count())});
    });
    return promise->future();
}

// Takes what the future brings, in one of the ways.
void take(int way, const QFuture<QStringList> &future, const Words &words, QObject &receiver, qsizetype &sum)
{
    QFuture<QStringList> asked = future;
    if (way == 0) {
        QFuture<qsizetype> size = asked.then([words](const QStringList &all) { return all.size() + words.use_count(); });
        while (!size.isFinished())
            QCoreApplication::processEvents();
        sum += size.result();
    } else if (way == 1) {
        QFuture<QString> text = asked.then(QtFuture::Launch::Async, [words](const QStringList &all) { return all.join(u' '); });
        text.waitForFinished();
        sum += text.takeResult().size();
    } else if (way == 2) {
        auto *watcher = new QFutureWatcher<QStringList>(&receiver);
        QObject::connect(watcher, &QFutureWatcherBase::finished, &receiver, [watcher, &sum] {
            sum += watcher->future().result().size();
            watcher->deleteLater();
        });
        watcher->setFuture(asked);
    } else {
        sum += asked.result().size();
    }
}

int unordered = 0;

void race(QThreadPool &pool)
{
    pool.start([] { ++unordered; });
    ++unordered;
    pool.waitForDone();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QObject receiver;
    Worker worker;
    QThreadPool pool;
    qsizetype sum = 0;
    QObject::connect(&worker, &Worker::told, &receiver, [&](const QStringList &words) { sum += words.join(u' ').size(); }, Qt::QueuedConnection);
    for (int i = 0; i < 400; ++i) {
        const auto words = std::make_shared<QStringList>(QStringList{QString::number(i), QStringLiteral("x").repeated(i)});
        take(i % 4, startWork(pool, words, worker, receiver, sum), words, receiver, sum);
        QCoreApplication::processEvents();
    }
    pool.waitForDone();
    QCoreApplication::processEvents();
    if (application.arguments().value(1) == u"unordered")
        race(pool);
    std::printf("%lld\n", static_cast<long long>(sum));
    return 0;
}

#include "handing_over.moc"
