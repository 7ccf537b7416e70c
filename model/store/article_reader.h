// ArticleReader: whole articles and rows of lists, on its own connection and thread, so that opening an article waits for no
// query. Nothing thrown leaves it.
#pragma once

#include "store/annotation_codec.h"
#include "store/article_table.h"
#include "store/correction_table.h"
#include "store/full_text_table.h"
#include "store/saved_filter_table.h"
#include "store/state_table.h"
#include "store/value_table.h"

#include "base/result.h"

#include <QList>

namespace dateline {

class ArticleReader final {
public:
    // Throws SQLite::Exception.
    explicit ArticleReader(const QString &file, Connection::Use use = Connection::Use::Reading);
    // From now on reads from this instant; gives its generation. Throws SQLite::Exception.
    quint64 pin();

    Result<StoredArticle> article(ArticleId id);
    Result<QList<ArticleHead>> heads(const QList<ArticleId> &ids);
    Result<QList<SavedFilter>> savedFilters();
    Result<QList<Correction>> corrections();
    Result<QString> setting(const QString &name);
    Result<QList<FullTextWish>> fullTextWishes(qint64 now, int most);

private:
    std::optional<ArticleHead> head(ArticleId id);
    HeadAnnotations headAnnotations(ArticleId id, QByteArrayView blob);
    Result<StoredArticle> read(ArticleId id);
    const CorrectionSet &entityCorrections();
    QList<Correction> correctionsOf(ArticleId id, const Annotations &found);

    Connection m_connection;
    ArticleTable m_articles{m_connection};
    StateTable m_states{m_connection};
    ValueTable m_values{m_connection};
    SavedFilterTable m_filters{m_connection};
    SettingTable m_settings{m_connection};
    CorrectionTable m_corrections{m_connection};
    FullTextTable m_fullTexts{m_connection};
    CorrectionSet m_entityCorrections; // of the generation below
    quint64 m_correctionsAt = 0;
};

} // namespace dateline
