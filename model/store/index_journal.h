// IndexJournal: the table `index_journal`: what each change meant for the facet index, so that an index file of an earlier
// generation can be brought up to now. Throws SQLite::Exception.
#pragma once

#include "store/connection.h"
#include "store/facet_index.h"

namespace dateline {

class IndexJournal final {
public:
    explicit IndexJournal(Connection &connection) : m_connection(connection) {}

    // Writer only, in the transaction of the change. Without one, the index of this generation can only be built anew.
    void append(quint64 generation, const IndexChange *change);
    // Nothing where there is no row of this generation.
    std::optional<qint64> stamp(quint64 generation);
    // Applies what happened after `from`, up to `to`. False where the journal doesn't hold all of that: then the index is half way.
    bool replay(FacetIndex &index, quint64 from, quint64 to);
    // What replaying all after `generation` would read, an overhead for each row included.
    qint64 bytesAfter(quint64 generation);
    // Drops some rows below `generation`; false where none is left. Writer only, outside of transactions.
    bool removeSomeBelow(quint64 generation);
    qint64 appendedBytes() const { return m_appended; } // by this object

private:
    static constexpr qint64 RowBytes = 40;

    Connection &m_connection;
    qint64 m_appended = 0;
};

} // namespace dateline
