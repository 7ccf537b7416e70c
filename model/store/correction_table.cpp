#include "store/correction_table.h"

#include <algorithm>

namespace dateline {
namespace {

// Codes on disk are those of the enumerations: never renumber them.
static_assert(int(Correction::Kind::ArticleTopic) == 3 && int(Correction::Bearing::NotNamed) == 2 && int(EntityKind::Place) == 2);
static_assert(int(CorrectionTable::Progress::Applying) == 1 && int(CorrectionTable::Progress::TakingBack) == 2);

constexpr const char *Columns = "SELECT id, kind, article, entity_kind, entity, instead_kind, instead, value, bearing, made FROM correction ";

EntityKind kindFrom(qint64 code)
{
    return static_cast<EntityKind>(std::clamp<qint64>(code, 0, static_cast<qint64>(EntityKind::Place)));
}

QList<Correction> read(Statement &select)
{
    QList<Correction> corrections;
    while (select.step()) {
        Correction correction;
        const qint64 kind = select.number(1), bearing = select.number(8);
        if (kind < 0 || kind > 3 || bearing < 0 || bearing > 2)
            continue; // of a damaged profile
        correction.id = {static_cast<quint32>(select.number(0))};
        correction.kind = static_cast<Correction::Kind>(kind);
        correction.article = {static_cast<quint32>(select.number(2))}; // NULL reads as 0
        correction.entity = {kindFrom(select.number(3)), select.text(4)};
        correction.instead = {kindFrom(select.number(5)), select.text(6)};
        correction.value = select.text(7);
        correction.bearing = static_cast<Correction::Bearing>(bearing);
        correction.made = QDateTime::fromSecsSinceEpoch(select.number(9), Qt::UTC);
        corrections += correction;
    }
    return corrections;
}

std::string query(const char *condition)
{
    return std::string(Columns) + condition;
}

} // namespace

QList<Correction> CorrectionTable::all()
{
    static const std::string sql = query("WHERE progress <> 2 ORDER BY id");
    Statement select = m_connection.prepare(sql);
    return read(select);
}

QList<Correction> CorrectionTable::ofEntities()
{
    static const std::string sql = query("WHERE article IS NULL AND progress <> 2 ORDER BY id");
    Statement select = m_connection.prepare(sql);
    return read(select);
}

QList<Correction> CorrectionTable::ofArticle(quint32 article)
{
    static const std::string sql = query("WHERE article = ? ORDER BY id");
    Statement select = m_connection.prepare(sql);
    select.bind(1, article);
    return read(select);
}

std::optional<Correction> CorrectionTable::find(CorrectionId id)
{
    static const std::string sql = query("WHERE id = ? AND progress <> 2");
    Statement select = m_connection.prepare(sql);
    select.bind(1, id.value);
    const QList<Correction> found = read(select);
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

std::optional<Correction> CorrectionTable::any(CorrectionId id)
{
    static const std::string sql = query("WHERE id = ?");
    Statement select = m_connection.prepare(sql);
    select.bind(1, id.value);
    const QList<Correction> found = read(select);
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

QList<CorrectionTable::Unfinished> CorrectionTable::unfinished()
{
    Statement select = m_connection.prepare("SELECT id, progress FROM correction WHERE progress <> 0 ORDER BY id");
    QList<Unfinished> found;
    while (select.step())
        found += {{static_cast<quint32>(select.number(0))}, select.number(1) == 2 ? Progress::TakingBack : Progress::Applying};
    return found;
}

CorrectionId CorrectionTable::add(const Correction &correction, Progress progress)
{
    Statement insert = m_connection.prepare("INSERT INTO correction (kind, article, entity_kind, entity, instead_kind, instead, value, bearing, made, progress) "
                                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, static_cast<qint64>(correction.kind));
    correction.isAboutEntity() ? insert.bindNull(2) : insert.bind(2, correction.article.value);
    insert.bind(3, static_cast<qint64>(correction.entity.kind)).bind(4, correction.entity.name);
    insert.bind(5, static_cast<qint64>(correction.instead.kind)).bind(6, correction.instead.name);
    insert.bind(7, correction.value).bind(8, static_cast<qint64>(correction.bearing));
    insert.bind(9, correction.made.toSecsSinceEpoch()).bind(10, static_cast<qint64>(progress)).run();
    return {static_cast<quint32>(m_connection.database().getLastInsertRowid())};
}

bool CorrectionTable::isBeingApplied(CorrectionId id)
{
    Statement select = m_connection.prepare("SELECT 1 FROM correction WHERE id = ? AND progress = 1");
    select.bind(1, id.value);
    return select.step();
}

void CorrectionTable::setApplied(CorrectionId id)
{
    m_connection.prepare("UPDATE correction SET progress = 0 WHERE id = ? AND progress = 1").bind(1, id.value).run();
}

void CorrectionTable::setTakingBack(CorrectionId id)
{
    m_connection.prepare("UPDATE correction SET progress = 2 WHERE id = ?").bind(1, id.value).run();
}

void CorrectionTable::remove(CorrectionId id)
{
    m_connection.prepare("DELETE FROM correction WHERE id = ?").bind(1, id.value).run();
}

void CorrectionTable::addFound(quint32 value, quint32 article)
{
    m_connection.prepare("INSERT OR IGNORE INTO found_entity (value, article) VALUES (?, ?)").bind(1, value).bind(2, article).run();
}

std::vector<quint32> CorrectionTable::articlesWith(quint32 value)
{
    Statement select = m_connection.prepare("SELECT article FROM found_entity WHERE value = ?");
    select.bind(1, value);
    std::vector<quint32> articles;
    while (select.step())
        articles.push_back(static_cast<quint32>(select.number(0)));
    return articles;
}

} // namespace dateline
