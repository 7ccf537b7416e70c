// ImportRun: one import from its paths to its report, on a thread that may block.
#pragma once

#include "library/importer.h"
#include "library/intake.h"
#include "library/saving.h"

#include <QElapsedTimer>
#include <QMap>

namespace dateline {

class ImportRun final {
public:
    ImportRun(Store &store, QThreadPool &pool, const Importer::Report &report, std::function<bool()> isCancelled);

    Result<ImportReport> importPaths(const QList<NamedPath> &paths, Format as);
    Result<ImportReport> importBytes(const QByteArray &bytes, const QString &name, Format as);

private:
    struct File {
        QString path;
        QString name;   // for messages
        QString folder; // the imported folder it was found in, or empty
    };

    QList<File> filesOf(const QList<NamedPath> &paths);
    Result<ImportReport> run(const std::function<void(Intake &)> &feed, int files);
    bool take(IntakePiece &&piece);
    bool save(IntakePiece &piece);
    bool subscribe(const IntakePiece &piece);
    void gather(const QList<Correction> &corrections);
    Result<void> correct();
    bool stopWith(const Error &error);
    void showProgress(bool isDue);

    QThreadPool &m_pool;
    Store &m_store;
    Saving m_saving;
    const Importer::Report &m_report;
    std::function<bool()> m_isCancelled;
    QList<File> m_files;          // by IntakeInput::number
    ImportReport m_outcome;
    Progress m_progress;
    QElapsedTimer m_sinceShown;
    QMap<QString, Correction> m_corrections; // of entities; by what they are about, the latest of each
    std::optional<Error> m_error; // of the store: nothing more can be saved
};

} // namespace dateline
