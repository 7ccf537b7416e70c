// Writing: what all changes share. WritingTables is the store thread's connection and tables; WriteTransaction is one change
// from BEGIN to the facet index. Both throw SQLite::Exception.
#pragma once

#include "store/article_table.h"
#include "store/correction_table.h"
#include "store/facet_index_gate.h"
#include "store/full_text_table.h"
#include "store/index_journal.h"
#include "store/retention_table.h"
#include "store/saved_filter_table.h"
#include "store/source_table.h"
#include "store/state_table.h"
#include "store/store.h"
#include "store/text_index.h"
#include "store/value_table.h"

namespace dateline {

struct WritingTables {
    WritingTables(const QString &file, FacetIndexGate &facetIndex, Connection::Use use = Connection::Use::Writing);

    Connection connection;
    ArticleTable articles{connection};
    StateTable states{connection};
    SourceTable sources{connection};
    SavedFilterTable filters{connection};
    SettingTable settings{connection};
    ValueTable values{connection};
    CorrectionTable corrections{connection};
    TextIndex text{connection};
    IndexJournal journal{connection};
    RetentionTable retention{connection};
    FullTextTable fullTexts{connection};
    FacetIndexGate &gate;

    const FacetIndex &index() const { return gate.own(); }
    // All corrections of entities that hold, kept until they are forgotten.
    const CorrectionSet &entityCorrections();
    void forgetCorrections() { m_entityCorrections.reset(); }

private:
    std::optional<CorrectionSet> m_entityCorrections;
};

// Rolls back when it goes out of scope without a commit.
class WriteTransaction final {
public:
    explicit WriteTransaction(WritingTables &tables);
    ~WriteTransaction();
    WriteTransaction(const WriteTransaction &) = delete;
    WriteTransaction &operator=(const WriteTransaction &) = delete;

    IndexChange change; // for the facet index; its values are filled by commit()
    // Durable when it returns, and the facet index knows it.
    void commit(Changes &changes);
    // The same, of something that `change` doesn't tell: then the facet index must be built anew, by the caller.
    void commitUntold(Changes &changes);

private:
    quint64 commitAs(const IndexChange *told);
    void renewIndex(const Error &reason, quint64 generation);

    WritingTables &m_tables;
    SQLite::Transaction m_transaction;
    bool m_isCommitted = false;
};

} // namespace dateline
