#include "library/image_shelf.h"

#include "base/image_kind.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSaveFile>

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype hashLength = 32;           // hexadecimal digits: 128 bits
constexpr qint64 largestFile = 64 * 1024 * 1024;
constexpr qint64 usedAgain = 600;              // seconds between two notes on the disk that an image was used
constexpr qint64 kept10ths = 9;                // of the limit, when room is made: not for every image anew
const QLatin1String CompleteFile("complete");

QString translated(const char *text)
{
    return QCoreApplication::translate("Library", text);
}

QString hashOf(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return QString::fromLatin1(hash.result().toHex().first(hashLength));
}

QString keyOf(const QString &address)
{
    return hashOf(address.toUtf8());
}

QString fileName(const QString &key, QByteArrayView bytes)
{
    return key + u'-' + hashOf(bytes) + u'.' + imageKindName(imageKind(bytes));
}

// The address's hash in a name that we gave; empty for any other.
QString keyIn(const QString &name)
{
    static const QRegularExpression own(QStringLiteral("^([0-9a-f]{32})-[0-9a-f]{32}\\.(png|jpeg|gif|webp)$"));
    return own.match(name).captured(1);
}

// What was being written when the program was killed.
bool isLeftOver(const QString &name)
{
    static const QRegularExpression own(QStringLiteral("^[0-9a-f]{32}-[0-9a-f]{32}\\.(png|jpeg|gif|webp)\\.[A-Za-z0-9]{6}$"));
    return own.match(name).hasMatch();
}

Result<void> write(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path()); // where that fails, opening says why
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    const ErrorKind kind = file.error() == QFileDevice::ResourceError || file.error() == QFileDevice::WriteError ? ErrorKind::Full : ErrorKind::Unreadable;
    return failure(kind, translated("%1: The image can't be written (%2).").arg(QFileInfo(path).path(), file.errorString()));
}

qint64 now()
{
    return QDateTime::currentSecsSinceEpoch();
}

} // namespace

ImageShelf::ImageShelf(const QString &profileFolder, const ImageShelfLimits &limits)
    : m_cache(profileFolder + QStringLiteral("/image-cache"))
    , m_kept(profileFolder + QStringLiteral("/kept-images"))
    , m_limits(limits)
{
}

QString ImageShelf::articleFolder(ArticleId article) const
{
    return m_kept + u'/' + QString::number(article.value);
}

void ImageShelf::look()
{
    if (std::exchange(m_hasLooked, true))
        return;
    lookAtCache();
    lookAtKept();
    evict();
}

void ImageShelf::lookAtCache()
{
    for (const QFileInfo &file : QDir(m_cache).entryInfoList(QDir::Files | QDir::NoSymLinks)) {
        const QString key = keyIn(file.fileName());
        if (isLeftOver(file.fileName()))
            QFile::remove(file.filePath());
        if (key.isEmpty())
            continue;
        forget(key); // two versions of one address: one stays
        m_cached.insert(key, {file.fileName(), file.size(), file.lastModified().toSecsSinceEpoch()});
        m_bytes += file.size();
    }
}

void ImageShelf::lookAtKept()
{
    for (const QFileInfo &folder : QDir(m_kept).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks)) {
        bool isNumber = false;
        const ArticleId article{folder.fileName().toUInt(&isNumber)};
        if (!isNumber || !article.isValid())
            continue;
        m_keptArticles.insert(article);
        for (const QFileInfo &file : QDir(folder.filePath()).entryInfoList(QDir::Files | QDir::NoSymLinks)) {
            if (isLeftOver(file.fileName()))
                QFile::remove(file.filePath());
            if (file.fileName() == CompleteFile)
                m_completed.insert(article);
            if (const QString key = keyIn(file.fileName()); !key.isEmpty())
                m_keptFiles[key].append(file.filePath());
        }
    }
}

// The bytes of a file, where they are what its name says.
std::optional<QByteArray> ImageShelf::soundBytes(const QString &path) const
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile)
        return std::nullopt;
    const QByteArray bytes = file.readAll();
    const QString name = QFileInfo(path).fileName();
    return fileName(keyIn(name), bytes) == name ? std::optional(bytes) : std::nullopt;
}

void ImageShelf::forget(const QString &key)
{
    const auto known = m_cached.constFind(key);
    if (known == m_cached.constEnd())
        return;
    QFile::remove(m_cache + u'/' + known->file);
    m_bytes -= known->size;
    m_cached.erase(known);
}

std::optional<QByteArray> ImageShelf::find(const QString &address)
{
    look();
    const QString key = keyOf(address);
    if (const auto known = m_cached.find(key); known != m_cached.end()) {
        const QString path = m_cache + u'/' + known->file;
        if (auto bytes = soundBytes(path)) {
            if (now() - known->used > usedAgain) {
                known->used = now();
                QFile file(path);
                if (file.open(QIODevice::ReadWrite))
                    file.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime);
            }
            return bytes;
        }
        forget(key);
    }
    for (const QString &path : m_keptFiles.value(key)) {
        if (auto bytes = soundBytes(path))
            return bytes;
        // Damaged: what the article lacks is to be had again.
        const QString folder = QFileInfo(path).path();
        QFile::remove(path);
        QFile::remove(folder + u'/' + CompleteFile);
        m_keptFiles[key].removeAll(path);
        m_completed.remove({QFileInfo(folder).fileName().toUInt()});
    }
    return std::nullopt;
}

Result<void> ImageShelf::put(const QString &address, const QByteArray &bytes)
{
    look();
    if (imageKind(bytes) == ImageKind::None)
        return failure(ErrorKind::Input, translated("What the server sent is no image that can be shown."));
    if (bytes.size() > m_limits.bytes)
        return {}; // shown, but not worth all the others
    const QString key = keyOf(address);
    const QString name = fileName(key, bytes);
    if (const auto known = m_cached.constFind(key); known != m_cached.constEnd() && known->file != name)
        forget(key);
    if (!QFile::exists(m_cache + QStringLiteral("/CACHEDIR.TAG"))) // programs that make backups pass over the folder (bford.info/cachedir)
        static_cast<void>(write(m_cache + QStringLiteral("/CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55\n")); // or the image fails, too
    if (const auto written = write(m_cache + u'/' + name, bytes); !written)
        return written;
    if (!m_cached.contains(key))
        m_bytes += bytes.size();
    m_cached.insert(key, {name, bytes.size(), now()});
    evict();
    return {};
}

void ImageShelf::evict()
{
    if (m_bytes <= m_limits.bytes && m_cached.size() <= m_limits.files)
        return;
    QStringList keys = m_cached.keys();
    std::sort(keys.begin(), keys.end(), [this](const QString &a, const QString &b) { return m_cached[a].used < m_cached[b].used; });
    for (const QString &key : std::as_const(keys)) {
        if (m_bytes * 10 <= m_limits.bytes * kept10ths && m_cached.size() * 10 <= m_limits.files * kept10ths)
            break;
        forget(key);
    }
}

qint64 ImageShelf::cachedBytes()
{
    look();
    return m_bytes;
}

void ImageShelf::setLimit(qint64 bytes)
{
    m_limits.bytes = bytes;
    if (m_hasLooked)
        evict();
}

void ImageShelf::clear()
{
    look();
    for (const QString &key : m_cached.keys())
        forget(key);
}

Result<void> ImageShelf::keep(ArticleId article, const QString &address, const QByteArray &bytes)
{
    look();
    if (imageKind(bytes) == ImageKind::None)
        return failure(ErrorKind::Input, translated("What the server sent is no image that can be shown."));
    const QString key = keyOf(address);
    const QString path = articleFolder(article) + u'/' + fileName(key, bytes);
    if (m_keptFiles.value(key).contains(path) && QFile::exists(path))
        return {};
    if (const auto written = write(path, bytes); !written)
        return written;
    if (!m_keptFiles.value(key).contains(path))
        m_keptFiles[key].append(path);
    m_keptArticles.insert(article);
    return {};
}

Result<void> ImageShelf::complete(ArticleId article)
{
    look();
    const auto written = write(articleFolder(article) + u'/' + CompleteFile, {});
    if (written) {
        m_keptArticles.insert(article);
        m_completed.insert(article);
    }
    return written;
}

QSet<ArticleId> ImageShelf::completed()
{
    look();
    return m_completed;
}

QSet<ArticleId> ImageShelf::kept()
{
    look();
    return m_keptArticles;
}

void ImageShelf::release(ArticleId article)
{
    look();
    const QString folder = articleFolder(article);
    m_completed.remove(article);
    m_keptArticles.remove(article);
    QDir().mkpath(m_cache);
    for (const QFileInfo &file : QDir(folder).entryInfoList(QDir::Files | QDir::NoSymLinks)) {
        const QString key = keyIn(file.fileName());
        if (key.isEmpty() && file.fileName() != CompleteFile)
            continue; // not ours
        const qint64 size = file.size(); // which it tells no more once the file has moved
        m_keptFiles[key].removeAll(file.filePath());
        if (!key.isEmpty() && !m_cached.contains(key) && QFile::rename(file.filePath(), m_cache + u'/' + file.fileName())) {
            m_cached.insert(key, {file.fileName(), size, now()});
            m_bytes += size;
        } else {
            QFile::remove(file.filePath());
        }
    }
    QDir().rmdir(folder); // stays where something lies in it that isn't ours
    evict();
}

} // namespace dateline
