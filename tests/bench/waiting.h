// What all measurements of a library share: waiting for its answers, reading a clock, weighing a folder.
#pragma once

#include "base/result.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>

namespace dateline::bench {

// Waits with a running event loop, as the window would.
template <class T>
Result<T> waitFor(QFuture<Result<T>> future)
{
    QEventLoop loop;
    QFutureWatcher<Result<T>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    return future.result();
}

inline double milliseconds(const QElapsedTimer &clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

inline qint64 bytesBelow(const QString &folder)
{
    qint64 bytes = 0;
    for (QDirIterator walk(folder, QDir::Files, QDirIterator::Subdirectories); walk.hasNext();) {
        walk.next();
        bytes += walk.fileInfo().size();
    }
    return bytes;
}

} // namespace dateline::bench
