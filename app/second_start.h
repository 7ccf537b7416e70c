// What a second start of the window was given is handed to the first one, by a file in the profile's folder: the first watches for it and takes
// it away. Needs no network and no desktop service, and whoever can write there owns the profile anyway.
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>

#include <chrono>

namespace dateline {

// Words of a command line: paths are made absolute. True once a window has taken them; false, and nothing is left behind, where none did in
// time: then it isn't a window that holds the profile. Blocks.
bool handOver(const QString &profile, const QStringList &words, std::chrono::milliseconds patience = std::chrono::seconds(5));

// The first window's side. Main thread only.
class IncomingStarts final : public QObject {
    Q_OBJECT
public:
    explicit IncomingStarts(const QString &profile, QObject *parent = nullptr);

signals:
    void arrived(const QStringList &words); // may be empty: somebody only started once more

private:
    void take();

    QString m_folder;
    QFileSystemWatcher m_watcher;
};

} // namespace dateline
