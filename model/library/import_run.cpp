#include "library/import_run.h"

#include "base/folding.h"
#include "library/source_choice.h"
#include "library/subscribing.h"
#include "library/waiting.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>

namespace dateline {

namespace {

constexpr qint64 showEvery = 100; // milliseconds
constexpr qsizetype maximumFailures = 10'000;
constexpr qsizetype mostCorrections = 5'000; // each is a change of its own; a reader makes some hundred

QString keyOf(const EntityName &entity)
{
    return entityKindName(entity.kind) + u' ' + folded(entity.name);
}

// Every file below the folder but hidden ones, sorted. Links to folders aren't followed: they may lead round in a circle.
QStringList filesBelow(const QString &folder)
{
    QStringList found;
    QDirIterator entries(folder, QDir::Files, QDirIterator::Subdirectories);
    while (entries.hasNext())
        found.append(entries.next());
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

ImportRun::ImportRun(Store &store, QThreadPool &pool, const Importer::Report &report, std::function<bool()> isCancelled)
    : m_pool(pool), m_store(store), m_saving(store), m_report(report), m_isCancelled(std::move(isCancelled))
{
    m_progress.what = QCoreApplication::translate("Library", "Importing articles");
}

QList<ImportRun::File> ImportRun::filesOf(const QList<NamedPath> &paths)
{
    QList<File> files;
    for (const auto &[path, name] : paths) {
        if (!QFileInfo(path).isDir()) {
            files.append({path, name, {}});
            continue;
        }
        const QString folder = QDir(path).absolutePath();
        const QStringList found = filesBelow(path);
        if (found.isEmpty())
            m_outcome.failures.append(failureIn(name, {ErrorKind::Input, QCoreApplication::translate("Library", "There is no file in the folder.")}));
        for (const QString &file : found)
            files.append({file, path == name ? file : name + file.sliced(path.size()), folder});
    }
    return files;
}

Result<ImportReport> ImportRun::importPaths(const QList<NamedPath> &paths, Format as)
{
    m_files = filesOf(paths);
    return run([&](Intake &intake) {
        for (int number = 0; number < m_files.size(); ++number) {
            IntakeInput input;
            input.name = m_files[number].name;
            input.ref = QFileInfo(input.name).fileName();
            input.format = as;
            input.number = number;
            if (m_isCancelled() || !intake.addFile(m_files[number].path, input))
                return;
        }
    }, static_cast<int>(m_files.size()));
}

Result<ImportReport> ImportRun::importBytes(const QByteArray &bytes, const QString &name, Format as)
{
    m_files = {{name, name, {}}};
    return run([&](Intake &intake) {
        IntakeInput input;
        input.name = name;
        input.ref = name;
        input.format = as;
        intake.addBytes(bytes, input);
    }, 1);
}

Result<ImportReport> ImportRun::run(const std::function<void(Intake &)> &feed, int files)
{
    m_progress.total = files > 1 ? files : 0; // of one file nobody knows how many articles it holds
    m_sinceShown.start();
    showProgress(true);
    const auto analyzer = Library::loadAnalyzer();
    if (!analyzer)
        return tl::unexpected(analyzer.error());
    Intake intake(m_pool, *analyzer, [this](IntakePiece &&piece) { return take(std::move(piece)); });
    feed(intake);
    intake.finish();
    // What was gathered is saved also when the import was cancelled.
    if (const auto saved = m_saving.finish(); !saved && !m_error)
        m_error = saved.error();
    if (m_error)
        return tl::unexpected(*m_error);
    for (const QString &title : m_saving.removedSources()) {
        m_outcome.failures.append(failureIn(title, {ErrorKind::NotFound, QCoreApplication::translate(
            "Library", "This source was removed during the import, so that not all of its articles were stored.")}));
    }
    if (const auto corrected = correct(); !corrected)
        return tl::unexpected(corrected.error());
    m_outcome.added = m_saving.counts().added;
    m_outcome.updated = m_saving.counts().updated;
    m_outcome.unchanged = m_saving.counts().unchanged;
    showProgress(true);
    return m_outcome;
}

bool ImportRun::take(IntakePiece &&piece)
{
    for (const Error &error : piece.failures) {
        if (m_outcome.failures.size() < maximumFailures)
            m_outcome.failures.append(error);
    }
    gather(piece.corrections);
    if (!save(piece) || !subscribe(piece))
        return false;
    if (piece.isLast) {
        ++m_progress.done;
        m_outcome.files += piece.isRead ? 1 : 0;
    }
    showProgress(m_sinceShown.hasExpired(showEvery));
    return !m_isCancelled();
}

bool ImportRun::save(IntakePiece &piece)
{
    const QString folder = m_files.value(piece.input.number).folder;
    for (AnalysedArticle &article : piece.articles) {
        const Source source = sourceFor(article.content, piece.format, folder);
        if (const auto saved = m_saving.add(source, std::move(article)); !saved)
            return stopWith(saved.error());
        ++m_progress.articles;
    }
    return true;
}

bool ImportRun::subscribe(const IntakePiece &piece)
{
    m_outcome.alreadySubscribed += piece.duplicates;
    if (piece.outlines.isEmpty())
        return true;
    const auto done = subscribeTo(m_store, piece.outlines, m_isCancelled);
    if (!done)
        return stopWith(done.error());
    m_outcome.newFeeds += done->added;
    m_outcome.subscribed = static_cast<int>(m_outcome.newFeeds.size());
    m_outcome.alreadySubscribed += done->known;
    return true;
}

void ImportRun::gather(const QList<Correction> &corrections)
{
    for (const Correction &correction : corrections) {
        const QString about = keyOf(correction.entity);
        const auto known = m_corrections.constFind(about);
        if (known == m_corrections.constEnd() || known->made <= correction.made)
            m_corrections.insert(about, correction);
    }
}

// In the order they were made. What the reader said in this profile holds against what comes with a file.
Result<void> ImportRun::correct()
{
    if (m_corrections.isEmpty())
        return {};
    const auto known = waitedFor(m_store.corrections());
    if (!known)
        return tl::unexpected(known.error());
    for (const Correction &correction : *known)
        m_corrections.remove(keyOf(correction.entity));
    QList<Correction> corrections = m_corrections.values();
    std::stable_sort(corrections.begin(), corrections.end(), [](const Correction &a, const Correction &b) { return a.made < b.made; });
    if (corrections.size() > mostCorrections) {
        m_outcome.failures += Error{ErrorKind::Input, QCoreApplication::translate("Import", "There are more than %1 corrections of entities; the later ones were left out.").arg(mostCorrections), {}};
        corrections.resize(mostCorrections);
    }
    for (const Correction &correction : std::as_const(corrections)) {
        if (m_isCancelled())
            break;
        const auto made = waitedFor(m_store.correct(correction));
        if (!made && made.error().kind != ErrorKind::Usage)
            return tl::unexpected(made.error());
        if (made)
            ++m_outcome.corrections;
        else
            m_outcome.failures += made.error(); // it makes no sense; the others may
    }
    return {};
}

bool ImportRun::stopWith(const Error &error)
{
    m_error = error;
    return false;
}

void ImportRun::showProgress(bool isDue)
{
    if (!isDue)
        return;
    m_sinceShown.restart();
    m_report(m_progress);
}

} // namespace dateline
