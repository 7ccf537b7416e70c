// Work on the store itself: every kind of change, many a second.
#include "work.h"

#include "store/store.h"

#include <QDir>

namespace dateline {
namespace {

class StoreWork final : public Work {
public:
    StoreWork(const WorkPlace &place, const ExpectedProfile &profile) : Work(place, profile, StepChoice::World::Store) {}

private:
    Result<void> open() override
    {
        // So that the file of the facet index is renewed, and its journal shortened, every few steps and not every few hundred.
        StoreLimits limits{30'000, 0.25, 5'000};
        limits.articlesAtOnce = 5; // and so that what a removed source leaves takes many steps
        return Store::open(m_place.folder, limits).map([this](std::unique_ptr<Store> opened) { m_store = std::move(opened); });
    }
    void close() override { m_store.reset(); }
    void wait() override { m_finished.tryAcquire(1, Moment); }

    // A source's id is needed at once, so that it is asked for where it is not known.
    SourceId sourceId(const QString &address)
    {
        if (!m_sources.contains(address)) {
            const auto sources = m_store->sources().result();
            for (const Source &source : sources.value_or(QList<Source>()))
                m_sources.insert(source.url, source);
        }
        return m_sources.value(address).id;
    }

    QList<AnalysedArticle> articlesOf(const Step &step) const
    {
        QList<AnalysedArticle> articles;
        for (qsizetype i = 0; i < step.names.size(); ++i)
            articles += invented(step.names[i], step.contents[i], step.number);
        return articles;
    }

    void perform(const Step &step, int number) override
    {
        switch (step.kind) {
        case Step::Kind::MakeSources: {
            Source source;
            source.url = source.title = step.names.first();
            return asked<Source>(number, m_store->ensureSource(source));
        }
        case Step::Kind::UpdateSource: {
            sourceId(step.source);
            Source source = m_sources.value(step.source);
            source.title = step.value;
            return asked(number, m_store->updateSource(source));
        }
        case Step::Kind::RemoveSource: return asked<int>(number, m_store->removeSource(sourceId(step.source)));
        case Step::Kind::Save: return save(step, number);
        case Step::Kind::SaveAnalyses: return saveAnalyses(step, number);
        case Step::Kind::Remove: return asked<int>(number, m_store->remove(idsOf(step.names)));
        case Step::Kind::Expire: return asked<int>(number, m_store->removeExpired(idsOf(step.names)));
        case Step::Kind::Mark: {
            const StateChange change{step.read, step.bookmarked, step.addTags, step.removeTags, step.note};
            return asked<StateUndo>(number, m_store->mark(idsOf(step.names), change), [this](const StateUndo &undo) { m_undo = undo; });
        }
        case Step::Kind::Undo: return asked(number, m_store->undo(m_undo));
        case Step::Kind::Correct:
            return asked<CorrectionId>(number, m_store->correct(correctionOf(step)), [this](CorrectionId id) { rememberCorrection(id); });
        case Step::Kind::TakeBack: return asked(number, m_store->undoCorrection(m_profile.correctionIds[step.place]));
        case Step::Kind::SaveFilter: {
            const SavedFilterId id = step.place < 0 ? SavedFilterId() : m_profile.filterIds[step.place];
            return asked<SavedFilter>(number, m_store->saveFilter({id, step.name, step.value}), [this](const SavedFilter &saved) { rememberFilter(saved.id); });
        }
        case Step::Kind::RemoveFilter: return asked(number, m_store->removeFilter(m_profile.filterIds[step.place]));
        case Step::Kind::SetSetting: return asked(number, m_store->setSetting(step.name, step.value));
        default: return performLong(step, number);
        }
    }

    void performLong(const Step &step, int number)
    {
        const auto nameOf = [this](const char *what, int of) -> QString { return m_place.outside + u'/' + QLatin1String(what) + u'-' + QString::number(of); };
        if (step.kind == Step::Kind::Compact) {
            asked<SpaceReport>(number, m_store->giveBackSpace(SpaceWanted::All));
        } else if (step.kind == Step::Kind::Backup) {
            asked(number, m_store->backup(nameOf("backup", number)));
            m_lastBackup = number;
        } else if (step.kind == Step::Kind::Restore && m_lastBackup > 0 && QFile::exists(nameOf("backup", m_lastBackup))) {
            asked(number, Store::restore(nameOf("backup", m_lastBackup), nameOf("restored", number)));
        } else {
            asked<CheckReport>(number, m_store->check(false).then([](const Result<CheckReport> &report) -> Result<CheckReport> {
                if (report && !report->sound)
                    return failure(ErrorKind::Corrupt, report->found.join(u'\n'));
                return report;
            }));
        }
    }

    void save(const Step &step, int number)
    {
        QStringList added;
        for (const QString &guid : step.names) {
            if (!m_profile.articles.contains(guid))
                added += guid;
        }
        asked<SaveReport>(number, m_store->save(sourceId(step.source), articlesOf(step)), [this, added](const SaveReport &report) {
            for (qsizetype i = 0; i < added.size() && i < report.added.size(); ++i) {
                if (m_profile.articles.contains(added[i]))
                    m_profile.ids.insert(added[i], report.added[i]);
            }
        });
    }

    void saveAnalyses(const Step &step, int number)
    {
        QList<Reanalysed> analysed;
        for (const QString &guid : step.names)
            analysed += Reanalysed{m_profile.ids.value(guid), invented(guid, m_profile.articles.value(guid).content, step.number)};
        asked<int>(number, m_store->saveAnalyses(analysed));
    }

    std::unique_ptr<Store> m_store;
    QHash<QString, Source> m_sources;
    StateUndo m_undo;
};

} // namespace

std::unique_ptr<Work> makeStoreWork(const WorkPlace &place, const ExpectedProfile &profile)
{
    return std::make_unique<StoreWork>(place, profile);
}

} // namespace dateline
