// Work through the library, as window and command line do it: imports, feeds, full texts and new analyses, while the reader marks and corrects.
#include "work.h"

#include "library/library.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>
#include <QTimer>

namespace dateline {
namespace {

class LibraryWork final : public Work {
public:
    LibraryWork(const WorkPlace &place, const ExpectedProfile &profile) : Work(place, profile, StepChoice::World::Library) {}

private:
    Result<void> open() override
    {
        publish(m_profile.feedVersion); // whoever worked here before may have been killed before it did
        return Library::open(m_place.folder).map([this](std::unique_ptr<Library> opened) { m_library = std::move(opened); });
    }
    void close() override { m_library.reset(); }

    void wait() override
    {
        QTimer moment; // the loop wakes at the latest then
        moment.start(Moment);
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

    void perform(const Step &step, int number) override
    {
        switch (step.kind) {
        case Step::Kind::UpdateSource: {
            Source source = sourceAt(step.source);
            source.title = step.value;
            return asked(number, m_library->updateSource(source));
        }
        case Step::Kind::RemoveSource: return asked<int>(number, m_library->unsubscribe(sourceAt(step.source).id));
        case Step::Kind::Mark: {
            const Marking marking{step.read, step.bookmarked, step.addTags, step.removeTags, step.note};
            return asked<QList<ArticleId>>(number, m_library->mark(idsOf(step.names), marking), [this](const QList<ArticleId> &changed) { m_hasMarked = !changed.isEmpty(); });
        }
        case Step::Kind::Undo: // the history passes over a marking that changed nothing
            return m_hasMarked ? asked<QList<ArticleId>>(number, m_library->undoMark()) : asked(number, Result<void>());
        case Step::Kind::Correct:
            return asked<CorrectionId>(number, m_library->correct(correctionOf(step)), [this](CorrectionId id) { rememberCorrection(id); });
        case Step::Kind::TakeBack: return asked(number, m_library->undoCorrection(m_profile.correctionIds[step.place]));
        case Step::Kind::SaveFilter: {
            const SavedFilterId id = step.place < 0 ? SavedFilterId() : m_profile.filterIds[step.place];
            return asked<SavedFilter>(number, m_library->saveFilter({id, step.name, step.value}), [this](const SavedFilter &saved) { rememberFilter(saved.id); });
        }
        case Step::Kind::RemoveFilter: return asked(number, m_library->removeFilter(m_profile.filterIds[step.place]));
        case Step::Kind::SetSetting: return asked(number, m_library->setSetting(step.name, step.value));
        default: return performLong(step, number);
        }
    }

    template <class T>
    void askedLong(const Step &step, int number, const QFuture<Result<T>> &future)
    {
        m_isLongUnderWay = true;
        asked<T>(number, future, [this, step](const T &) {
            m_isLongUnderWay = false;
            m_profile.applyAcknowledged(step);
            learnIds();
        });
    }

    void performLong(const Step &step, int number)
    {
        switch (step.kind) {
        case Step::Kind::Subscribe: return askedLong<Source>(step, number, m_library->subscribe(QUrl(feedAddress(step.number))));
        case Step::Kind::Refresh:
            publish(step.number);
            m_profile.feedVersion = step.number;
            return askedLong<RefreshReport>(step, number, m_library->refresh(feeds()).then([](const Result<RefreshReport> &report) -> Result<RefreshReport> {
                if (report && report->failed > 0)
                    return failure(ErrorKind::Network, report->failures.first().message, report->failures.first().detail);
                return report;
            }));
        case Step::Kind::Import: {
            QByteArray lines;
            for (const QString &guid : wireGuidsOfImport(step.number, step.articles))
                lines += wireLine(guid);
            return askedLong<ImportReport>(step, number, m_library->importBytes(lines, QStringLiteral("wire.jsonl"), Format::JsonLines));
        }
        case Step::Kind::AnalyseAgain:
            return askedLong<ReanalysisReport>(step, number, m_library->reanalyse(Query::parse(QLatin1String(WireWord)).value(), Reanalysis::OfAll));
        case Step::Kind::Compact: return asked<SpaceReport>(number, m_library->giveBackSpace(SpaceWanted::All));
        case Step::Kind::FetchFullText: return askedLong<int>(step, number, fullTexts(idsOf(step.names)));
        case Step::Kind::Backup: return asked(number, m_library->backup(m_place.outside + QStringLiteral("/backup-%1").arg(number)));
        default:
            return asked<CheckReport>(number, m_library->check(false).then([](const Result<CheckReport> &outcome) -> Result<CheckReport> {
                if (outcome && !outcome->found.isEmpty())
                    return failure(ErrorKind::Corrupt, outcome->found.join(u'\n'));
                return outcome;
            }));
        }
    }

    // How many were fetched; the first failure where there is one.
    QFuture<Result<int>> fullTexts(const QList<ArticleId> &ids)
    {
        QList<QFuture<Result<void>>> pages;
        for (const ArticleId id : ids)
            pages += m_library->fetchFullText(id);
        return QtFuture::whenAll(pages.begin(), pages.end()).then([](const QList<QFuture<Result<void>>> &all) -> Result<int> {
            for (const QFuture<Result<void>> &each : all) {
                if (each.resultCount() == 0)
                    return failure(ErrorKind::Cancelled, QString());
                if (!each.result())
                    return tl::unexpected(each.result().error());
            }
            return static_cast<int>(all.size());
        });
    }

    QString feedAddress(int feed) const { return QStringLiteral("http://127.0.0.1:%1/%2").arg(m_place.port).arg(feed); }

    // The feeds' server reads it with each request.
    void publish(int version) const
    {
        QSaveFile file(m_place.outside + QStringLiteral("/feed-version"));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::number(version)) < 0 || !file.commit())
            qFatal("the version of the feeds can't be written");
    }

    QList<SourceId> feeds()
    {
        QList<SourceId> ids;
        const auto sources = m_library->sources().result();
        for (const Source &source : sources.value_or(QList<Source>())) {
            if (source.url.startsWith(QStringLiteral("http://127.0.0.1")))
                ids += source.id;
        }
        return ids;
    }

    Source sourceAt(const QString &address)
    {
        const auto sources = m_library->sources().result();
        for (const Source &source : sources.value_or(QList<Source>())) {
            if (source.url == address)
                return source;
        }
        return {};
    }

    void learnIds()
    {
        const auto all = m_library->run({}).result();
        for (ArticleId id : all ? all->rows : QList<ArticleId>()) {
            if (m_known.contains(id))
                continue;
            m_known += id;
            const auto article = m_library->article(id).result();
            if (article && m_profile.articles.contains(article->content.guid))
                m_profile.ids.insert(article->content.guid, id);
        }
    }

    std::unique_ptr<Library> m_library;
    QSet<ArticleId> m_known;
    bool m_hasMarked = false;
};

} // namespace

std::unique_ptr<Work> makeLibraryWork(const WorkPlace &place, const ExpectedProfile &profile)
{
    return std::make_unique<LibraryWork>(place, profile);
}

} // namespace dateline
