#include "store/writing.h"

#include "store/facet_loader.h"
#include "store/failure.h"

#include <QFile>

#include <sqlite3.h>

#include <new>

namespace dateline {

WritingTables::WritingTables(const QString &file, FacetIndexGate &facetIndex, Connection::Use use) : connection(file, use), gate(facetIndex) {}

const CorrectionSet &WritingTables::entityCorrections()
{
    if (!m_entityCorrections)
        m_entityCorrections.emplace(corrections.ofEntities());
    return *m_entityCorrections;
}

WriteTransaction::WriteTransaction(WritingTables &tables)
    : m_tables(tables), m_transaction(tables.connection.database(), SQLite::TransactionBehavior::IMMEDIATE)
{
    // What is written into a file that is gone would be acknowledged and lost.
    if (!QFile::exists(QString::fromStdString(m_tables.connection.database().getFilename())))
        throw SQLite::Exception("the database file is gone", SQLITE_READONLY_DBMOVED);
    (void)m_tables.index(); // without an index nothing is changed: this says why there is none
}

WriteTransaction::~WriteTransaction()
{
    if (m_isCommitted)
        return;
    m_tables.values.forget(); // the rollback itself is m_transaction's
    m_tables.forgetCorrections();
}

quint64 WriteTransaction::commitAs(const IndexChange *told)
{
    m_tables.connection.prepare("UPDATE profile SET generation = generation + 1").run();
    const quint64 generation = storedGeneration(m_tables.connection);
    m_tables.journal.append(generation, told);
    m_transaction.commit();
    m_isCommitted = true;
    return generation;
}

void WriteTransaction::commitUntold(Changes &changes)
{
    changes.generation = commitAs(nullptr);
}

// The change is durable, but the index is half way: only a new one is right. Where there can't be one now, the next task tries again.
void WriteTransaction::renewIndex(const Error &reason, quint64 generation)
{
    m_tables.gate.fail(reason);
    const Result<void> renewed = guarded([&]() -> Result<void> {
        m_tables.gate.replace(loadFacetIndex(m_tables.connection), generation);
        return {};
    });
    if (!renewed)
        m_tables.gate.fail(renewed.error());
}

void WriteTransaction::commit(Changes &changes)
{
    change.values = m_tables.values.takeMade();
    const quint64 generation = commitAs(&change);
    changes.generation = generation;
    try {
        m_tables.gate.apply(change, generation);
    } catch (const std::bad_alloc &) {
        renewIndex(outOfMemory(), generation);
    } catch (const std::exception &exception) {
        renewIndex(unexpectedFailure(exception), generation);
    }
}

} // namespace dateline
