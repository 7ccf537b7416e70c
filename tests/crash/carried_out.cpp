#include "carried_out.h"

namespace dateline {
namespace {

using namespace Qt::StringLiterals;

template <class T>
Result<void> plain(QFuture<Result<T>> future)
{
    return future.result().map([](const T &) {});
}

Result<Source> sourceAt(Store &store, const QString &address)
{
    const auto sources = store.sources().result();
    if (!sources)
        return tl::unexpected(sources.error());
    for (const Source &source : *sources) {
        if (source.url == address)
            return source;
    }
    qFatal("no source %s", qPrintable(address));
}

template <class Work>
Result<void> withSource(Store &store, const Step &step, Work work)
{
    const Result<Source> source = sourceAt(store, step.source);
    return source ? work(*source) : Result<void>(tl::unexpected(source.error()));
}

QList<ArticleId> idsOf(const ExpectedProfile &expected, const QStringList &guids)
{
    QList<ArticleId> ids;
    for (const QString &guid : guids)
        ids += expected.ids.value(guid);
    return ids;
}

QList<AnalysedArticle> articlesOf(const Step &step)
{
    QList<AnalysedArticle> articles;
    for (qsizetype i = 0; i < step.names.size(); ++i)
        articles += invented(step.names[i], step.contents[i], step.number);
    return articles;
}

Result<void> checked(Store &store)
{
    const auto report = store.check(false).result();
    if (!report)
        return tl::unexpected(report.error());
    return report->sound ? Result<void>() : failure(ErrorKind::Corrupt, report->found.join(u'\n'));
}

} // namespace

Result<void> carriedOut(Store &store, const ExpectedProfile &expected, const Step &step, const QString &outside)
{
    switch (step.kind) {
    case Step::Kind::MakeSources: {
        Source source;
        source.url = source.title = step.names.first();
        return plain(store.ensureSource(source));
    }
    case Step::Kind::UpdateSource:
        return withSource(store, step, [&](Source source) {
            source.title = step.value;
            return store.updateSource(source).result();
        });
    case Step::Kind::RemoveSource: return withSource(store, step, [&](const Source &source) { return plain(store.removeSource(source.id)); });
    case Step::Kind::Save: return withSource(store, step, [&](const Source &source) { return plain(store.save(source.id, articlesOf(step))); });
    case Step::Kind::SaveAnalyses: {
        QList<Reanalysed> analysed;
        for (const QString &guid : step.names)
            analysed += Reanalysed{expected.ids.value(guid), invented(guid, expected.articles.value(guid).content, step.number)};
        return plain(store.saveAnalyses(analysed));
    }
    case Step::Kind::Remove: return plain(store.remove(idsOf(expected, step.names)));
    case Step::Kind::Expire: return plain(store.removeExpired(idsOf(expected, step.names)));
    case Step::Kind::Mark: return plain(store.mark(idsOf(expected, step.names), {step.read, step.bookmarked, step.addTags, step.removeTags, step.note}));
    case Step::Kind::Correct: {
        Correction correction = step.correction;
        correction.article = correction.isAboutEntity() ? ArticleId() : expected.ids.value(step.names.value(0));
        return plain(store.correct(correction));
    }
    case Step::Kind::TakeBack: return store.undoCorrection(expected.correctionIds[step.place]).result();
    case Step::Kind::SaveFilter: return plain(store.saveFilter({step.place < 0 ? SavedFilterId() : expected.filterIds[step.place], step.name, step.value}));
    case Step::Kind::RemoveFilter: return store.removeFilter(expected.filterIds[step.place]).result();
    case Step::Kind::SetSetting: return store.setSetting(step.name, step.value).result();
    case Step::Kind::Backup: return store.backup(outside).result();
    case Step::Kind::Compact: return plain(store.giveBackSpace(SpaceWanted::All));
    case Step::Kind::Check: return checked(store);
    default: qFatal("a store doesn't do that");
    }
}

Step savingStep(const QString &source, const QStringList &guids, int content)
{
    Step step;
    step.kind = Step::Kind::Save;
    step.source = source;
    step.names = guids;
    step.contents = QList<int>(guids.size(), content);
    step.number = 1;
    return step;
}

Step markingStep(const QStringList &guids)
{
    Step step;
    step.kind = Step::Kind::Mark;
    step.names = guids;
    step.read = true;
    step.bookmarked = true;
    step.addTags = {u"tag1"_s, u"tag3"_s};
    step.note = u"A note"_s;
    return step;
}

Step correctingStep(const Correction &correction, const QString &guid)
{
    Step step;
    step.kind = Step::Kind::Correct;
    step.correction = correction;
    if (!guid.isEmpty())
        step.names = {guid};
    return step;
}

Step plainStep(Step::Kind kind, const QString &source, const QStringList &names, qsizetype place, const QString &name, const QString &value)
{
    Step step;
    step.kind = kind;
    step.source = source;
    step.names = names;
    step.place = place;
    step.name = name;
    step.value = value;
    step.number = 2;
    return step;
}

ExpectedProfile makeProfile(const QString &folder)
{
    auto store = Store::open(folder);
    if (!store)
        qFatal("%s", qPrintable(store.error().message));
    const QString one = u"https://desk.example.org/one"_s, two = u"https://desk.example.org/two"_s;
    QStringList first, second, gone;
    for (int i = 0; i < 60; ++i)
        gone += u"a9-%1"_s.arg(i);
    for (int i = 0; i < 25; ++i) {
        first += u"a1-%1"_s.arg(i);
        second += u"a2-%1"_s.arg(i);
    }
    ExpectedProfile expected;
    for (const Step &step : {plainStep(Step::Kind::MakeSources, {}, {one}), plainStep(Step::Kind::MakeSources, {}, {two}), savingStep(one, first, 1),
                             savingStep(two, second, 1), markingStep(first.mid(0, 7)), markingStep(second.mid(0, 3)),
                             correctingStep(Correction::notAnEntity({EntityKind::Person, InventedPeople[0]})),
                             correctingStep(Correction::country({}, u"FR"_s, Correction::Bearing::About), second[5]),
                             plainStep(Step::Kind::SaveFilter, {}, {}, -1, u"Filter"_s, u"tag:tag1"_s),
                             plainStep(Step::Kind::SetSetting, {}, {}, -1, u"crash.0"_s, u"set"_s),
                             savingStep(two, gone, 1), plainStep(Step::Kind::Remove, {}, gone)}) {
        if (const Result<void> done = carriedOut(**store, expected, step); !done)
            qFatal("%s: %s", qPrintable(stepName(step.kind)), qPrintable(done.error().message));
        expected.apply(step);
        partsOf(**store, &expected); // for the ids
    }
    return expected;
}

} // namespace dateline
