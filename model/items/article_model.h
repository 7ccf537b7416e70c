// ArticleModel: the rows of an answer, up to millions, as a list. Holds ids only; what rows show is loaded in pages around
// what is asked for and forgotten when it was not needed for long. Main thread only; data() never waits: a row that isn't
// loaded yet has an invalid HeadRole and an empty title, and dataChanged follows.
#pragma once

#include "base/answer.h"
#include "base/article.h"
#include "items/answer_source.h"

#include <QAbstractListModel>
#include <QCache>
#include <QSet>
#include <QTimer>

namespace dateline {

struct LibraryChanges;

class ArticleModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        HeadRole = Qt::UserRole, // ArticleHead; invalid until loaded
        IdRole,                  // ArticleId; always there
        LoadedRole,              // bool
        TitleRole,               // also Qt::DisplayRole
        SnippetRole,
        SourceRole,              // its title
        PublishedRole,           // Moment
        ReceivedRole,            // QDateTime, UTC
        CountriesRole,           // QStringList of codes
        TopicRole,               // id, or empty
        ReadRole,
        BookmarkedRole,
        UpdatedRole,
        StoryRole,               // StoryId
    };

    static constexpr int pageSize = 64;
    static constexpr int cachedHeads = 2048;

    explicit ArticleModel(HeadSource source, QObject *parent = nullptr);

    // Shows an answer's rows. A few runs of rows that came or went are inserted and removed, so that indexes, selection and
    // scroll position stay with their articles; anything more is a reset. Ids must be unique.
    void setAnswer(const Answer &answer);
    void setRows(const QList<ArticleId> &rows);
    const QList<ArticleId> &rows() const { return m_rows; }

    ArticleId idAt(int row) const;   // invalid where there is no such row
    int rowOf(ArticleId id) const;   // -1 where it isn't listed
    // What is known of a row without asking for it; nothing until loaded.
    const ArticleHead *loadedHead(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

public slots:
    // Loads anew what changed; the old content is shown until then. Connect to Library::changed.
    void takeChanges(const dateline::LibraryChanges &changes);

signals:
    void queryReplaced(); // the rows now shown answer another query than those before
    void failed(const dateline::Error &error);

private:
    const ArticleHead *headAt(int row) const;
    void wantPage(int page) const;
    void askForPages();
    void takeHeads(const QList<ArticleId> &asked, int firstRow, quint64 rowsNumber, const Result<QList<ArticleHead>> &result);
    void announce(const QList<ArticleId> &ids, int firstRow, bool isInPlace);
    bool changeByRuns(const QList<ArticleId> &rows);

    HeadSource m_source;
    QList<ArticleId> m_rows;
    Query m_query;
    mutable int m_lastRow = -1;                          // that rowOf() found
    quint64 m_rowsNumber = 0;                            // counts setRows: tells whether row numbers still hold
    mutable QCache<quint32, ArticleHead> m_heads;        // by id
    QSet<ArticleId> m_stale;                             // loaded, but changed since
    QSet<ArticleId> m_asked;                             // under way
    QSet<ArticleId> m_gone;                              // asked for and not there
    mutable QList<int> m_wantedPages;                    // the latest last
    mutable QTimer m_askSoon;
    int m_requests = 0;                                  // under way
};

// "Unread. Title. Source, 2 hours ago. …": one sentence for a screen reader.
QString accessibleText(const ArticleHead &head, const QDateTime &now);

} // namespace dateline

Q_DECLARE_METATYPE(dateline::Moment)
Q_DECLARE_METATYPE(dateline::StoryId)
