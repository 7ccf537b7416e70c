#include "ui/errands.h"

#include <QCoreApplication>

namespace dateline {
namespace {

// English has a word for one of its own; other languages have their forms in the translation of `many`.
QString plural(const char *one, const char *many, int count)
{
    return count == 1 ? QCoreApplication::translate("Errands", one) : QCoreApplication::translate("Errands", many, nullptr, count);
}

QString sentence(const QStringList &parts)
{
    return parts.isEmpty() ? QCoreApplication::translate("Errands", "Nothing new") : parts.join(QStringLiteral(", "));
}

} // namespace

QString importSentence(const ImportReport &report)
{
    QStringList parts;
    if (report.added > 0)
        parts.append(plural(QT_TRANSLATE_NOOP("Errands", "1 article added"), QT_TRANSLATE_NOOP("Errands", "%Ln articles added"), report.added));
    if (report.updated > 0)
        parts.append(plural(QT_TRANSLATE_NOOP("Errands", "1 updated"), QT_TRANSLATE_NOOP("Errands", "%Ln updated"), report.updated));
    if (report.subscribed > 0)
        parts.append(plural(QT_TRANSLATE_NOOP("Errands", "1 feed subscribed"), QT_TRANSLATE_NOOP("Errands", "%Ln feeds subscribed"), report.subscribed));
    if (report.corrections > 0)
        parts.append(plural(QT_TRANSLATE_NOOP("Errands", "1 correction taken over"), QT_TRANSLATE_NOOP("Errands", "%Ln corrections taken over"), report.corrections));
    if (report.alreadySubscribed > 0)
        parts.append(plural(QT_TRANSLATE_NOOP("Errands", "1 feed was known"), QT_TRANSLATE_NOOP("Errands", "%Ln feeds were known"), report.alreadySubscribed));
    if (parts.isEmpty() && report.unchanged > 0)
        parts.append(plural(QT_TRANSLATE_NOOP("Errands", "1 article already here"), QT_TRANSLATE_NOOP("Errands", "%Ln articles already here"), report.unchanged));
    return sentence(parts);
}

QString refreshSentence(const RefreshReport &report)
{
    QStringList parts;
    if (report.added > 0)
        parts.append(plural(QT_TRANSLATE_NOOP("Errands", "1 new article"), QT_TRANSLATE_NOOP("Errands", "%Ln new articles"), report.added));
    if (report.updated > 0)
        parts.append(plural(QT_TRANSLATE_NOOP("Errands", "1 updated"), QT_TRANSLATE_NOOP("Errands", "%Ln updated"), report.updated));
    return sentence(parts);
}

QString reanalysisSentence(const ReanalysisReport &report)
{
    if (report.renewed == 0)
        return QCoreApplication::translate("Errands", "All articles were analysed by this version already");
    return plural(QT_TRANSLATE_NOOP("Errands", "1 article analysed again"), QT_TRANSLATE_NOOP("Errands", "%Ln articles analysed again"), report.renewed);
}

QString expirySentence(int articles)
{
    return plural(QT_TRANSLATE_NOOP("Errands", "1 article removed, as you chose to keep no more"),
                  QT_TRANSLATE_NOOP("Errands", "%Ln articles removed, as you chose to keep no more"), articles);
}

Errands::Errands(Library &library, QObject *parent)
    : QObject(parent)
    , m_library(library)
{
}

Errands::~Errands() = default;

template <class T, class Take>
void Errands::follow(QFuture<Result<T>> future, Take take)
{
    ++m_running;
    m_cancels.append([future]() mutable { future.cancel(); });
    auto *watcher = new QFutureWatcher<Result<T>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, take] {
        watcher->deleteLater();
        // A cancelled errand may still have an answer: what it did until then.
        if (watcher->future().resultCount() > 0)
            take(watcher->result());
        if (--m_running == 0) {
            m_cancels.clear();
            emit idle();
        }
    });
    watcher->setFuture(future);
}

void Errands::bringIn(const BroughtIn &brought)
{
    if (!brought.paths.isEmpty())
        importPaths(brought.paths);
    for (const QUrl &address : brought.addresses)
        addAddress(address, brought.isByReader);
    if (!brought.bytes.isEmpty())
        follow(m_library.importBytes(brought.bytes, tr("Pasted text")), [this](const auto &report) { takeImport(report); });
}

void Errands::importPaths(const QStringList &paths)
{
    if (!paths.isEmpty())
        follow(m_library.import(paths), [this](const auto &report) { takeImport(report); });
}

void Errands::importSampleEdition()
{
    follow(m_library.importSampleEdition(), [this](const auto &report) { takeImport(report); });
}

void Errands::addAddress(const QUrl &address, bool isNamed)
{
    follow(m_library.addAddress(address, isNamed), [this](const Result<Source> &source) {
        if (source)
            emit done(tr("%1 was added").arg(source->title.isEmpty() ? source->url : source->title));
        else
            emit failed(source.error());
    });
}

void Errands::savePage(const QUrl &address, const std::function<void(const Result<Source> &)> &answered)
{
    follow(m_library.savePage(address), [this, answered](const Result<Source> &source) {
        if (source)
            emit done(tr("The page was saved"));
        answered(source);
    });
}

QFuture<Result<Discovery>> Errands::discover(const QString &address, bool isNamed, const std::function<void(const Result<Discovery> &)> &answered)
{
    const auto future = m_library.discover(address, isNamed);
    follow(future, answered);
    return future;
}

void Errands::subscribe(const QList<TriedFeed> &feeds, const QStringList &folder, const std::function<void(const std::optional<Error> &)> &answered)
{
    subscribeNext(feeds, 0, folder, answered);
}

void Errands::subscribeNext(const QList<TriedFeed> &feeds, qsizetype next, const QStringList &folder, const std::function<void(const std::optional<Error> &)> &answered)
{
    if (next >= feeds.size()) {
        emit done(feeds.size() == 1 ? tr("Subscribed to %1").arg(feeds.first().title) : tr("%Ln feeds subscribed", nullptr, static_cast<int>(feeds.size())));
        return answered({});
    }
    follow(m_library.subscribe(feeds[next], folder), [this, feeds, next, folder, answered](const Result<Source> &source) {
        if (source)
            subscribeNext(feeds, next + 1, folder, answered);
        else
            answered(source.error());
    });
}

void Errands::subscribe(const QList<Source> &feeds)
{
    follow(m_library.subscribe(feeds), [this](const Result<SubscribeReport> &report) {
        if (!report) {
            emit failed(report.error());
            return;
        }
        emit done(plural(QT_TRANSLATE_NOOP("Errands", "1 feed subscribed"), QT_TRANSLATE_NOOP("Errands", "%Ln feeds subscribed"), static_cast<int>(report->added.size())));
        if (!report->added.isEmpty())
            refresh(report->added);
    });
}

void Errands::refresh(const QList<SourceId> &sources)
{
    follow(m_library.refresh(sources), [this](const auto &report) { takeRefresh(report); });
}

void Errands::reanalyse()
{
    follow(m_library.reanalyse(), [this](const auto &report) { takeReanalysis(report); });
}

void Errands::applyRetention()
{
    follow(m_library.applyRetention(true), [this](const Result<int> &removed) {
        if (!removed)
            emit failed(removed.error());
        else if (*removed > 0)
            emit done(expirySentence(*removed));
    });
}

void Errands::fetchFullText(ArticleId id)
{
    follow(m_library.fetchFullText(id), [this](const Result<void> &fetched) {
        if (fetched)
            emit done(tr("The full text was fetched"));
        else if (fetched.error().kind != ErrorKind::Cancelled)
            emit failed(fetched.error());
    });
}

void Errands::writeOpml(const QString &file)
{
    follow(m_library.writeOpmlFile(file), [this, file](const Result<void> &written) {
        if (written)
            emit done(tr("The list of feeds was written to %1").arg(file));
        else
            emit failed(written.error());
    });
}

void Errands::cancelAll()
{
    for (const auto &cancel : std::as_const(m_cancels))
        cancel();
}

void Errands::takeImport(const Result<ImportReport> &report)
{
    if (report && !report->newFeeds.isEmpty())
        refresh(report->newFeeds);
    if (!report)
        emit failed(report.error());
    else if (report->failures.isEmpty())
        emit done(importSentence(*report));
    else
        emit doneInPart(importSentence(*report) + QStringLiteral("; ")
                            + plural(QT_TRANSLATE_NOOP("Errands", "1 could not be read"), QT_TRANSLATE_NOOP("Errands", "%Ln could not be read"), static_cast<int>(report->failures.size())),
                        tr("What could not be imported"), report->failures);
}

void Errands::takeReanalysis(const Result<ReanalysisReport> &report)
{
    if (!report)
        emit failed(report.error());
    else if (report->failures.isEmpty())
        emit done(reanalysisSentence(*report));
    else
        emit doneInPart(reanalysisSentence(*report), tr("What could not be analysed"), report->failures);
}

void Errands::takeRefresh(const Result<RefreshReport> &report)
{
    if (!report)
        return emit failed(report.error());
    if (report->network)
        return emit failed(*report->network);
    QStringList parts = {refreshSentence(*report)};
    if (report->failed > 0)
        parts += plural(QT_TRANSLATE_NOOP("Errands", "1 feed could not be fetched"), QT_TRANSLATE_NOOP("Errands", "%Ln feeds could not be fetched"), report->failed);
    if (report->partly > 0)
        parts += plural(QT_TRANSLATE_NOOP("Errands", "1 feed could not be read whole"), QT_TRANSLATE_NOOP("Errands", "%Ln feeds could not be read whole"), report->partly);
    if (!report->passedOver.isEmpty())
        parts += plural(QT_TRANSLATE_NOOP("Errands", "1 feed was not asked"), QT_TRANSLATE_NOOP("Errands", "%Ln feeds were not asked"), static_cast<int>(report->passedOver.size()));
    if (parts.size() == 1)
        emit done(parts.first());
    else
        emit refreshedInPart(parts.join(QStringLiteral("; ")));
}

} // namespace dateline
