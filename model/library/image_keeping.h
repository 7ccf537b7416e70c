// ImageKeeping: sees to it that bookmarked articles have their images for good, and that others have not. It compares what is
// bookmarked with what is kept, so that it comes to the same end whatever happened in between: a kill, a command, a restored profile.
// One article at a time, in the background. Lives on the main thread.
#pragma once

#include "base/image_choice.h"
#include "library/image_loading.h"
#include "library/library.h"

#include <QHash>
#include <QTimer>

namespace dateline {

class ImageKeeping final : public QObject {
    Q_OBJECT
public:
    // Both outlive it.
    ImageKeeping(Library &library, ImageLoading &loading, QObject *parent = nullptr);

    // The reader's choice: images are fetched for those sources only. For any other article what he has looked at is kept.
    void setChoice(const ImageChoice &choice);
    // The images of these were looked at, or the articles changed.
    void lookAgain(const QList<ArticleId> &ids);

signals:
    void failed(const dateline::Error &error); // an image can't be written; told once
    void settled();                            // nothing is left to do now

private:
    struct Shelved {
        QSet<ArticleId> kept, completed;
    };

    void begin();
    void choose(const QList<ArticleId> &bookmarked, const Shelved &shelved);
    void narrow(const QList<ArticleId> &ids);
    void next();
    void end();
    void keep(const StoredArticle &article, const QStringList &addresses, bool mayFetch);
    void keepOne();
    void lost(const Error &error);
    void finishOne(bool isComplete);

    Library &m_library;
    ImageLoading &m_loading;
    QTimer m_soon;
    ImageChoice m_choice;
    bool m_hasChoice = false;
    bool m_isRunning = false, m_isWantedAgain = false, m_hasTold = false;
    QSet<ArticleId> m_looked;         // in this session: not again without a reason
    QSet<ArticleId> m_reasons;        // to look at those, whatever the choice
    QHash<SourceId, QUrl> m_servers; // of feeds, that may be in the own network
    QList<ArticleId> m_waiting;
    ArticleId m_article;              // at work, and what it still needs
    QStringList m_addresses;
    QUrl m_trustedServer;
    bool m_mayFetch = false;
    bool m_lacks = false;             // an image that may be had later
};

} // namespace dateline
