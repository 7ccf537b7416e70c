// ImageShelf: images on the disk. Two places in the profile: "image-cache", from which the least recently used goes when it is fuller than
// its limit, and "kept-images" with a folder for each bookmarked article, which only release() empties.
//
// Blocks; for one thread at a time. Files are named by the hash of their address and the hash of their bytes, and written whole, so that one
// that was cut short, damaged or taken away from outside is an image that isn't there, never a wrong one. What else lies in the folders is
// left alone. Images are what servers sent: whoever shows them decodes with care.
#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <QByteArray>
#include <QHash>
#include <QSet>

#include <optional>

namespace dateline {

struct ImageShelfLimits {
    qint64 bytes = 200 * 1024 * 1024;
    int files = 20'000;
};

class ImageShelf final {
public:
    // Looks at the disk on first use, not before.
    explicit ImageShelf(const QString &profileFolder, const ImageShelfLimits &limits = {});

    // From either place; nothing where it isn't there.
    std::optional<QByteArray> find(const QString &address);
    // Into the cache. Fails with Input where the bytes are no image, Full or Unreadable where they can't be written.
    Result<void> put(const QString &address, const QByteArray &bytes);
    // What the cache takes, and how much it may.
    qint64 cachedBytes();
    void setLimit(qint64 bytes);
    void clear(); // the cache

    // --- for good ---
    // An image of that article. Fails as put() does.
    Result<void> keep(ArticleId article, const QString &address, const QByteArray &bytes);
    // All that can be had for the article is kept.
    Result<void> complete(ArticleId article);
    QSet<ArticleId> completed();
    // Every article that something is kept for.
    QSet<ArticleId> kept();
    // What was kept for the article falls back to the cache.
    void release(ArticleId article);

private:
    struct Cached {
        QString file;     // in the cache's folder
        qint64 size = 0;
        qint64 used = 0;  // seconds since 1970
    };

    void look();
    void lookAtCache();
    void lookAtKept();
    std::optional<QByteArray> soundBytes(const QString &path) const;
    void forget(const QString &key);
    void evict();
    QString articleFolder(ArticleId article) const;

    QString m_cache, m_kept; // folders
    ImageShelfLimits m_limits;
    bool m_hasLooked = false;
    QHash<QString, Cached> m_cached;              // by the address's hash
    QHash<QString, QStringList> m_keptFiles;      // paths, by the address's hash
    QSet<ArticleId> m_keptArticles, m_completed;
    qint64 m_bytes = 0;                           // of m_cached
};

} // namespace dateline
