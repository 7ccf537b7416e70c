// What an article's state was is known from the facet index, so marking reads nothing from the database but old notes.
#include "store/state_writer.h"

#include "base/folding.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace dateline {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

void put(quint8 &flags, StateFlag flag, bool isOn)
{
    flags = static_cast<quint8>(isOn ? flags | flag : flags & ~flag);
}

quint8 changedFlags(quint8 flags, const StateChange &change)
{
    if (change.read) {
        put(flags, ReadFlag, *change.read);
        if (*change.read)
            put(flags, UpdatedFlag, false); // the new content has been read
    }
    if (change.bookmarked)
        put(flags, BookmarkedFlag, *change.bookmarked);
    return flags;
}

void note(quint32 id, quint8 before, quint8 after, StateUndo &undo)
{
    const int on = after & ~before, off = before & ~after;
    if (on & ReadFlag)
        undo.madeRead += ArticleId{id};
    if (off & ReadFlag)
        undo.madeUnread += ArticleId{id};
    if (on & BookmarkedFlag)
        undo.madeBookmarked += ArticleId{id};
    if (off & BookmarkedFlag)
        undo.madeUnbookmarked += ArticleId{id};
    if (off & UpdatedFlag)
        undo.updateSeen += ArticleId{id};
}

} // namespace

QList<ArticleId> StateUndo::changed() const
{
    QList<ArticleId> ids = madeRead + madeUnread + madeBookmarked + madeUnbookmarked + updateSeen;
    for (const auto *pairs : {&tagsAdded, &tagsRemoved, &notesReplaced}) {
        for (const auto &[id, text] : *pairs)
            ids += id;
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

Result<IdBitmap> StateWriter::existing(const QList<ArticleId> &ids) const
{
    IdBitmap wanted;
    for (ArticleId id : ids)
        wanted.add(id.value);
    const IdBitmap missing = wanted - m_tables.index().live();
    if (!missing.isEmpty())
        return failure(ErrorKind::NotFound, tr("There is no article %1; nothing was changed.").arg(missing.minimum()));
    return wanted;
}

Result<StateUndo> StateWriter::mark(const QList<ArticleId> &ids, const StateChange &change, Changes &changes)
{
    const Result<IdBitmap> wanted = existing(ids);
    if (!wanted)
        return tl::unexpected(wanted.error());
    for (const QString &tag : change.addTags) {
        if (folded(tag).isEmpty())
            return failure(ErrorKind::Usage, tr("A tag needs a name."));
    }
    WriteTransaction transaction(m_tables);
    StateUndo undo;
    if (change.read || change.bookmarked)
        markFlags(*wanted, change, transaction, undo);
    markTags(*wanted, change, transaction, undo);
    if (change.note)
        markNotes(*wanted, *change.note, undo);
    changes.stateChanged = undo.changed();
    if (!changes.stateChanged.isEmpty())
        transaction.commit(changes);
    return undo;
}

void StateWriter::markFlags(const IdBitmap &ids, const StateChange &change, WriteTransaction &transaction, StateUndo &undo)
{
    for (quint32 id : ids) {
        const quint8 before = m_tables.index().flags(id);
        const quint8 after = changedFlags(before, change);
        if (before == after)
            continue;
        transaction.change.states.push_back({id, after});
        note(id, before, after, undo);
    }
    m_tables.states.setFlags(transaction.change.states);
}

void StateWriter::markTags(const IdBitmap &ids, const StateChange &change, WriteTransaction &transaction, StateUndo &undo)
{
    const FacetIndex &index = m_tables.index();
    QSet<QString> removed, added;
    for (const QString &name : change.removeTags) {
        const quint32 tag = index.valueOf(Facet::Tag, folded(name));
        if (tag == 0 || removed.contains(folded(name)))
            continue;
        removed += folded(name);
        for (quint32 id : ids & index.postings(tag).toBitmap()) {
            m_tables.states.untag(id, tag);
            transaction.change.tags.push_back({id, tag, false});
            undo.tagsRemoved.append({ArticleId{id}, index.names().nameText(tag)});
        }
    }
    for (const QString &name : change.addTags) {
        const QString key = folded(name);
        if (added.contains(key))
            continue;
        added += key;
        const ValueTable::Found tag = m_tables.values.ensure(Facet::Tag, key, name.simplified());
        const bool isNew = !index.hasValue(tag.id) || removed.contains(key);
        for (quint32 id : isNew ? ids : ids - index.postings(tag.id).toBitmap()) {
            m_tables.states.tag(id, tag.id);
            transaction.change.tags.push_back({id, tag.id, true});
            undo.tagsAdded.append({ArticleId{id}, tag.name});
        }
    }
}

void StateWriter::markNotes(const IdBitmap &ids, const QString &note, StateUndo &undo)
{
    for (quint32 id : ids) {
        const QString before = m_tables.states.note(id);
        if (before == note)
            continue;
        m_tables.states.setNote(id, note);
        undo.notesReplaced.append({ArticleId{id}, before});
    }
}

Result<void> StateWriter::undo(const StateUndo &undo, Changes &changes)
{
    WriteTransaction transaction(m_tables);
    undoFlags(undo, transaction);
    undoTags(undo, transaction);
    for (const auto &[id, text] : undo.notesReplaced) {
        if (exists(id))
            m_tables.states.setNote(id.value, text);
    }
    for (ArticleId id : undo.changed()) {
        if (exists(id))
            changes.stateChanged += id;
    }
    if (!changes.stateChanged.isEmpty())
        transaction.commit(changes);
    return {};
}

void StateWriter::undoFlags(const StateUndo &undo, WriteTransaction &transaction)
{
    QHash<quint32, quint8> flags;
    const auto set = [&](const QList<ArticleId> &ids, StateFlag flag, bool isOn) {
        for (ArticleId id : ids) {
            if (!exists(id))
                continue;
            auto place = flags.find(id.value);
            if (place == flags.end())
                place = flags.insert(id.value, m_tables.index().flags(id.value));
            put(*place, flag, isOn);
        }
    };
    set(undo.madeRead, ReadFlag, false);
    set(undo.madeUnread, ReadFlag, true);
    set(undo.madeBookmarked, BookmarkedFlag, false);
    set(undo.madeUnbookmarked, BookmarkedFlag, true);
    set(undo.updateSeen, UpdatedFlag, true);
    QList<quint32> ids = flags.keys();
    std::sort(ids.begin(), ids.end()); // neighbours share a page
    for (quint32 id : ids)
        transaction.change.states.push_back({id, flags[id]});
    m_tables.states.setFlags(transaction.change.states);
}

// What was added goes first: a tag may have been removed and added at once.
void StateWriter::undoTags(const StateUndo &undo, WriteTransaction &transaction)
{
    for (const auto &[id, name] : undo.tagsAdded) {
        const quint32 tag = m_tables.index().valueOf(Facet::Tag, folded(name));
        if (tag == 0 || !exists(id))
            continue;
        m_tables.states.untag(id.value, tag);
        transaction.change.tags.push_back({id.value, tag, false});
    }
    for (const auto &[id, name] : undo.tagsRemoved) {
        if (!exists(id))
            continue;
        const quint32 tag = m_tables.values.ensure(Facet::Tag, folded(name), name).id;
        m_tables.states.tag(id.value, tag);
        transaction.change.tags.push_back({id.value, tag, true});
    }
}

} // namespace dateline
