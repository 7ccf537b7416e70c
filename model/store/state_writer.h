// StateWriter: marks articles and takes marks back. Runs on the store's thread; throws SQLite::Exception.
#pragma once

#include "store/writing.h"

namespace dateline {

class StateWriter final {
public:
    explicit StateWriter(WritingTables &tables) : m_tables(tables) {}

    Result<StateUndo> mark(const QList<ArticleId> &ids, const StateChange &change, Changes &changes);
    Result<void> undo(const StateUndo &undo, Changes &changes);

private:
    Result<IdBitmap> existing(const QList<ArticleId> &ids) const;
    void markFlags(const IdBitmap &ids, const StateChange &change, WriteTransaction &transaction, StateUndo &undo);
    void markTags(const IdBitmap &ids, const StateChange &change, WriteTransaction &transaction, StateUndo &undo);
    void markNotes(const IdBitmap &ids, const QString &note, StateUndo &undo);
    void undoFlags(const StateUndo &undo, WriteTransaction &transaction);
    void undoTags(const StateUndo &undo, WriteTransaction &transaction);
    bool exists(ArticleId id) const { return m_tables.index().live().contains(id.value); }

    WritingTables &m_tables;
};

} // namespace dateline
