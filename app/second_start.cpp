#include "app/second_start.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QThread>
#include <QUrl>
#include <QUuid>

namespace dateline {
namespace {

constexpr qint64 largest = 1024 * 1024;
constexpr int mostWords = 1'000;
const QLatin1String suffix(".start");

QString folderOf(const QString &profile)
{
    return profile + QStringLiteral("/incoming");
}

QString absolute(const QString &word)
{
    return QUrl(word, QUrl::StrictMode).scheme().isEmpty() ? QDir::current().absoluteFilePath(word) : word;
}

} // namespace

bool handOver(const QString &profile, const QStringList &words, std::chrono::milliseconds patience)
{
    if (!QDir(folderOf(profile)).exists()) // no window ever watched
        return false;
    QJsonArray array;
    for (const QString &word : words)
        array.append(absolute(word));
    const QString name = folderOf(profile) + u'/' + QUuid::createUuid().toString(QUuid::WithoutBraces) + suffix;
    QSaveFile file(name);
    const QByteArray bytes = QJsonDocument(array).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return false;
    QElapsedTimer waited;
    waited.start();
    while (QFile::exists(name) && !waited.hasExpired(patience.count()))
        QThread::msleep(20);
    return !QFile::remove(name); // it was taken where there is nothing to remove any more
}

IncomingStarts::IncomingStarts(const QString &profile, QObject *parent)
    : QObject(parent)
    , m_folder(folderOf(profile))
{
    QDir().mkpath(m_folder);
    const auto left = QDir(m_folder).entryList({QStringLiteral("*") + suffix}, QDir::Files);
    for (const QString &name : left) // of a start that was killed while it waited
        QFile::remove(m_folder + u'/' + name);
    m_watcher.addPath(m_folder);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &IncomingStarts::take);
}

void IncomingStarts::take()
{
    const auto names = QDir(m_folder).entryList({QStringLiteral("*") + suffix}, QDir::Files, QDir::Time | QDir::Reversed);
    for (const QString &name : names) {
        QFile file(m_folder + u'/' + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QJsonArray array = QJsonDocument::fromJson(file.read(largest)).array();
        file.close();
        if (!file.remove()) // or it would come again and again; whoever waits gives up
            continue;
        QStringList words;
        for (const auto &word : array) {
            if (word.isString() && words.size() < mostWords)
                words.append(word.toString());
        }
        emit arrived(words);
    }
}

} // namespace dateline
