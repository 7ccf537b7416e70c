// SourceModel: the left pane as a tree: smart views, saved filters, and the sources in their folders, each with the query it
// stands for and how many unread articles it holds. Updated in place, so that a view keeps what is open and chosen.
//
//   All articles · Today · Unread · Bookmarks            (SmartView, at the root)
//   Saved filters  > name …                              (Section > SavedFilter; the section only where there are any)
//   Sources        > folder > source …, source …         (Section > Folder | Source)
//
// Main thread only. Counts of smart views and saved filters are asked for one after another, after everything else was.
#pragma once

#include "base/feed.h"
#include "items/answer_source.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <memory>

namespace dateline {

struct SourceNode;

class SourceModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum class Kind : quint8 { Section, AllArticles, Today, Unread, Bookmarks, SavedFilter, Folder, Source };
    Q_ENUM(Kind)
    enum Role {
        KindRole = Qt::UserRole, // Kind
        QueryRole,               // Query; invalid for a section
        CountRole,               // int, unread articles (bookmarked ones of Bookmarks); -1 while unknown
        IconNameRole,            // QString, of a line icon; empty for a section
        ErrorRole,               // QString, what is wrong with a broken source (base/source_health.h) or filter; else empty
        SourceIdsRole,           // QList<SourceId>: the source, or all of a folder
        SavedFilterRole,         // SavedFilter
        SourceRole,              // Source
    };

    explicit SourceModel(AnswerSource source, QObject *parent = nullptr);
    ~SourceModel() override;

    // Everything anew, in the order given by the store (folder, title); what stayed is kept in place.
    void setSources(const QList<Source> &sources);
    void setSavedFilters(const QList<SavedFilter> &filters);

    // The row that stands for exactly this query; invalid where none does.
    QModelIndex indexOf(const Query &query) const;
    Query queryAt(const QModelIndex &index) const;
    QModelIndex sourcesSection() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

public slots:
    // Counts smart views and saved filters again, soon. Call when articles changed.
    void recount();

private:
    SourceNode *nodeAt(const QModelIndex &index) const;
    QModelIndex indexOf(const SourceNode *node) const;
    void rebuild();
    void reconcile(SourceNode *node, SourceNode &wanted);
    void adopt(SourceNode *node, const SourceNode &wanted);
    void startCounting();
    void countNext();

    AnswerSource m_source;
    QList<Source> m_sources;
    QList<QueryTerm> m_terms; // of each
    QList<SavedFilter> m_filters;
    std::unique_ptr<SourceNode> m_root;
    QList<std::pair<QString, Query>> m_toCount; // key and query
    QHash<QString, int> m_counts;               // by key
    bool m_isCounting = false;
    QTimer m_countLater;
};

// For each of `all` the term that finds it and, where that can be told by title or address, no other.
QList<QueryTerm> sourceTerms(const QList<Source> &all);

} // namespace dateline

Q_DECLARE_METATYPE(dateline::SavedFilter)
