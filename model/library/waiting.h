// Waiting for the store on a thread that may block (never the main one).
#pragma once

#include "base/result.h"

#include <QFuture>

namespace dateline {

template <class T>
Result<T> waitedFor(QFuture<Result<T>> future)
{
    future.waitForFinished();
    if (future.resultCount() == 0) // the store went away
        return failure(ErrorKind::Cancelled, QString());
    return future.takeResult();
}

} // namespace dateline
