#include "store/retention_reader.h"

#include "store/failure.h"
#include "store/source_table.h"

namespace dateline {
namespace {

// The general rule is for feeds: nobody expects that an archive brought in by hand shrinks.
Retention ruleFor(const Source &source, const RetentionRules &rules)
{
    const Retention own = rules.instead.value(source.id, source.retention);
    if (own.kind != Retention::Kind::Inherit)
        return own;
    return source.kind == SourceKind::Feed || source.kind == SourceKind::Account ? rules.general : Retention{Retention::Kind::All, 0};
}

} // namespace

Result<QList<ArticleId>> expiredArticles(const QString &file, Connection::Use use, const RetentionRules &rules, const QDateTime &now)
{
    return guarded([&]() -> Result<QList<ArticleId>> {
        Connection connection(file, use);
        const Snapshot snapshot(connection);
        RetentionTable table(connection);
        QList<ArticleId> ids;
        for (const Source &source : SourceTable(connection).all()) {
            if (rules.only && source.id != *rules.only)
                continue;
            for (quint32 id : table.excess(source.id, ruleFor(source, rules), now.toSecsSinceEpoch()))
                ids += ArticleId{id};
        }
        return ids;
    });
}

} // namespace dateline
