// Waits for a library's answer with the event loop running, as a program does.
#pragma once

#include "base/result.h"

#include <QFuture>
#include <QTest>

template <class T>
dateline::Result<T> waited(const QFuture<dateline::Result<T>> &future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 600'000) || future.resultCount() == 0)
        return dateline::failure(dateline::ErrorKind::Cancelled, QStringLiteral("no answer"));
    return future.result();
}

// Holds, or says what went wrong.
#define VERIFY_RESULT(result) QVERIFY2((result).has_value(), (result).has_value() ? "" : qPrintable((result).error().message))
