// Taking a future's answer later, on the thread of the one who wants it. QFuture::then() with a context won't do: where the context
// dies before the future has finished, Qt 6.4 asserts in debug builds.
#pragma once

#include <QFutureWatcher>

namespace dateline {

// Calls `take` with the answer when it is there, or `giveUp` where the future was cancelled without one; both in the event loop of
// `context`'s thread, which must be the calling one, and never before this function returns. Once `context` is gone, nothing is called
// and the answer is dropped.
template <class T, class Take, class GiveUp>
void whenAnswered(const QFuture<T> &future, QObject *context, Take take, GiveUp giveUp)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, take, giveUp] {
        watcher->deleteLater();
        const QFuture<T> answered = watcher->future();
        if (answered.resultCount() > 0)
            take(answered.result());
        else
            giveUp();
    });
    watcher->setFuture(future);
}

template <class T, class Take>
void whenAnswered(const QFuture<T> &future, QObject *context, Take take)
{
    whenAnswered(future, context, take, [] {});
}

} // namespace dateline
