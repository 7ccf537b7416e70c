#include "store/writing.h"

#include "store/facet_loader.h"

#include <new>

namespace dateline {

WritingTables::WritingTables(const QString &file, FacetIndexGate &facetIndex) : connection(file, Connection::Use::Writing), gate(facetIndex) {}

const CorrectionSet &WritingTables::entityCorrections()
{
    if (!m_entityCorrections)
        m_entityCorrections.emplace(corrections.ofEntities());
    return *m_entityCorrections;
}

WriteTransaction::WriteTransaction(WritingTables &tables)
    : m_tables(tables), m_transaction(tables.connection.database(), SQLite::TransactionBehavior::IMMEDIATE)
{
}

WriteTransaction::~WriteTransaction()
{
    if (m_isCommitted)
        return;
    m_tables.values.forget(); // the rollback itself is m_transaction's
    m_tables.forgetCorrections();
}

void WriteTransaction::commit(Changes &changes)
{
    m_tables.connection.prepare("UPDATE profile SET generation = generation + 1").run();
    const quint64 generation = storedGeneration(m_tables.connection);
    m_transaction.commit();
    m_isCommitted = true;
    change.values = m_tables.values.takeMade();
    changes.generation = generation;
    try {
        m_tables.gate.apply(change, generation);
    } catch (const std::bad_alloc &) {
        // The change is durable, but the index is half way: only a new one is right.
        m_tables.gate.replace(std::make_unique<FacetIndex>(), generation - 1);
        m_tables.gate.replace(loadFacetIndex(m_tables.connection), generation);
    }
}

} // namespace dateline
