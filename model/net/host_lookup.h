// HostLookup: a host to the addresses that may be connected to. One at a time; lives on the main thread.
#pragma once

#include "base/result.h"

#include <QHostAddress>
#include <QObject>
#include <QUrl>

#include <optional>

class QHostInfo;

namespace dateline {

class HostLookup final : public QObject {
    Q_OBJECT
public:
    explicit HostLookup(QObject *parent) : QObject(parent) {}
    ~HostLookup() override { abort(); }

    // Where `isTrusted`, every address will do; otherwise only those of the public Internet.
    void start(const QUrl &url, bool isTrusted);
    void abort(); // nothing is told any more

signals:
    void found(const QList<QHostAddress> &addresses); // in the order in which the system would try them
    void failed(const dateline::Error &error);

private:
    void answered(const QHostInfo &info);
    void choose(QList<QHostAddress> addresses);

    QUrl m_url;
    bool m_isTrusted = false;
    std::optional<int> m_running;
};

} // namespace dateline
