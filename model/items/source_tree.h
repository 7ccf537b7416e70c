// The tree that SourceModel shows, as plain nodes: made anew from sources, saved filters and counts each time, then compared.
#pragma once

#include "items/source_model.h"

#include <memory>
#include <vector>

namespace dateline {

// What a row shows and stands for.
struct SourceFace {
    SourceModel::Kind kind = SourceModel::Kind::Section;
    QString label;
    std::optional<Query> query; // none of a section, and of a saved filter that can't be read
    int count = -1;
    QString iconName;
    QString error;
    QList<SourceId> sourceIds;
    Source source;
    SavedFilter filter;

    bool operator==(const SourceFace &) const = default;
};

struct SourceNode {
    QString key; // unique among its siblings, the same from one tree to the next
    SourceFace face;
    SourceNode *parent = nullptr;
    std::vector<std::unique_ptr<SourceNode>> children;
};

inline const QString sourcesKey = QStringLiteral("sources");

// `terms` is what sourceTerms() says of the sources; `counts` by key, of those that countedQueries() gives.
std::unique_ptr<SourceNode> sourceTree(const QList<Source> &sources, const QList<QueryTerm> &terms, const QList<SavedFilter> &filters,
                                       const QHash<QString, int> &counts);
// What must be asked for its count: key and query.
QList<std::pair<QString, Query>> countedQueries(const QList<SavedFilter> &filters);

QString accessibleText(const SourceFace &face);
QString toolTip(const SourceFace &face);

} // namespace dateline
