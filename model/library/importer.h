// Importer: files, folders and bytes into the store. Imports run one after the other on a thread of their own, which reads and
// waits, while the pool digests and the store saves.
#pragma once

#include "library/library.h"

#include <QThreadPool>

namespace dateline {

class Store;

class Importer final {
public:
    // Called on the import's thread, seldom enough to be shown.
    using Report = std::function<void(const Progress &)>;

    // `store` and `pool` must outlive the importer; `report` is called until the destructor returns.
    Importer(Store &store, QThreadPool &pool, Report report);
    ~Importer(); // cancels what runs and waits for it

    QFuture<Result<ImportReport>> importPaths(const QList<NamedPath> &paths, Format as);
    QFuture<Result<ImportReport>> importBytes(const QByteArray &bytes, const QString &name, Format as);

private:
    using Job = std::function<Result<ImportReport>(const QPromise<Result<ImportReport>> &)>;
    QFuture<Result<ImportReport>> start(Job job);

    Store &m_store;
    QThreadPool &m_pool;
    Report m_report;
    QThreadPool m_thread; // one
    QList<QFuture<Result<ImportReport>>> m_running;
};

} // namespace dateline
