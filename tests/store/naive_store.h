// NaiveStore: the oracle. Plain structs, searched one by one with the plainest code, to which the store's answers must be equal.
#pragma once

#include "base/answer.h"
#include "base/article.h"
#include "base/feed.h"

#include <QMap>
#include <QSet>

#include <map>

namespace dateline {

struct NaiveArticle {
    AnalysedArticle article; // annotations as they are shown
    Annotations found;
    Source source;
    ArticleState state;
    bool updated = false;
};

class NaiveStore final {
public:
    std::map<quint32, NaiveArticle> articles; // by id
    QList<Source> sources;
    // Folded spellings of an entity (kind, folded name) that any article ever used.
    std::map<std::pair<EntityKind, QString>, QSet<QString>> spellings;

    QList<Correction> corrections;

    // Applies the corrections to what was found.
    void show();
    void rememberSpellings(const Annotations &annotations, const ArticleContent &content);
    Answer run(const Query &query, const AnswerOptions &options) const;

private:
    bool holds(const QueryNode &node, const NaiveArticle &article, QDate today) const;
    bool holdsTerm(const QueryTerm &term, const NaiveArticle &article, QDate today) const;
    bool holdsEntity(EntityKind kind, const QString &value, const NaiveArticle &article) const;
    bool holdsSource(const QString &value, const NaiveArticle &article) const;
};

} // namespace dateline
