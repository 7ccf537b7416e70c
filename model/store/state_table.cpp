#include "store/state_table.h"

namespace dateline {

void StateTable::setFlags(std::span<const IndexedState> states)
{
    Statement put = m_connection.prepare("INSERT INTO state (article, flags) VALUES (?, ?) ON CONFLICT (article) DO UPDATE SET flags = excluded.flags");
    for (const IndexedState &state : states)
        put.bind(1, state.article).bind(2, state.flags).run();
}

std::optional<quint8> StateTable::flags(quint32 article)
{
    Statement select = m_connection.prepare("SELECT flags FROM state WHERE article = ?");
    select.bind(1, article);
    return select.step() ? std::optional(static_cast<quint8>(select.number(0))) : std::nullopt;
}

void StateTable::setNote(quint32 article, const QString &note)
{
    m_connection.prepare("INSERT INTO state (article, flags, note) VALUES (?, 0, ?) ON CONFLICT (article) DO UPDATE SET note = excluded.note")
        .bind(1, article)
        .bind(2, note)
        .run();
}

QString StateTable::note(quint32 article)
{
    Statement select = m_connection.prepare("SELECT note FROM state WHERE article = ?");
    select.bind(1, article);
    return select.step() ? select.text(0) : QString();
}

void StateTable::tag(quint32 article, quint32 tag)
{
    m_connection.prepare("INSERT OR IGNORE INTO tagged (article, tag) VALUES (?, ?)").bind(1, article).bind(2, tag).run();
}

void StateTable::untag(quint32 article, quint32 tag)
{
    m_connection.prepare("DELETE FROM tagged WHERE article = ? AND tag = ?").bind(1, article).bind(2, tag).run();
}

QStringList StateTable::tags(quint32 article)
{
    Statement select = m_connection.prepare("SELECT v.name FROM tagged t JOIN value v ON v.id = t.tag WHERE t.article = ? ORDER BY v.key");
    select.bind(1, article);
    QStringList names;
    while (select.step())
        names += select.text(0);
    return names;
}

quint8 StateTable::takePending(SourceId source, qint64 identity)
{
    if (!m_hasPending)
        m_hasPending = m_connection.number("SELECT EXISTS (SELECT 1 FROM pending_state)") != 0;
    if (!*m_hasPending)
        return 0;
    quint8 flags = 0;
    {
        Statement select = m_connection.prepare("SELECT flags FROM pending_state WHERE source = ? AND identity = ?");
        select.bind(1, source.value).bind(2, identity);
        flags = select.step() ? static_cast<quint8>(select.number(0) & (ReadFlag | BookmarkedFlag | UpdatedFlag)) : 0;
    }
    if (flags != 0)
        m_connection.prepare("DELETE FROM pending_state WHERE source = ? AND identity = ?").bind(1, source.value).bind(2, identity).run();
    return flags;
}

void StateTable::addPending(SourceId source, qint64 identity, quint8 flags)
{
    m_connection.prepare("INSERT OR IGNORE INTO pending_state (source, identity, flags) VALUES (?, ?, ?)").bind(1, source.value).bind(2, identity).bind(3, flags).run();
    m_hasPending = true;
}

void StateTable::forEachState(const std::function<void(const IndexedState &)> &visit)
{
    Statement select = m_connection.prepare("SELECT article, flags FROM state WHERE flags <> 0 ORDER BY article");
    while (select.step())
        visit({static_cast<quint32>(select.number(0)), static_cast<quint8>(select.number(1))});
}

void StateTable::forEachTag(const std::function<void(const IndexedTag &)> &visit)
{
    Statement select = m_connection.prepare("SELECT article, tag FROM tagged ORDER BY tag, article");
    while (select.step())
        visit({static_cast<quint32>(select.number(0)), static_cast<quint32>(select.number(1)), true});
}

} // namespace dateline
