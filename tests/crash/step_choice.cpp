#include "step_choice.h"

#include <QRegularExpression>

#include <algorithm>

namespace dateline {
namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype MostSources = 6;
constexpr qsizetype MostArticles = 1200;
constexpr qsizetype MostCorrections = 12;
constexpr qsizetype MostFeeds = 4;

struct Weight {
    Step::Kind kind;
    int store, library; // how often in each world
};

constexpr Weight Weights[] = {
    {Step::Kind::MakeSources, 3, 0}, {Step::Kind::UpdateSource, 4, 2}, {Step::Kind::RemoveSource, 4, 2}, {Step::Kind::Save, 30, 0},
    {Step::Kind::SaveAnalyses, 8, 0}, {Step::Kind::Remove, 5, 0}, {Step::Kind::Expire, 5, 0}, {Step::Kind::Mark, 30, 40}, {Step::Kind::Correct, 8, 8},
    {Step::Kind::TakeBack, 5, 5}, {Step::Kind::SaveFilter, 4, 3}, {Step::Kind::RemoveFilter, 2, 2}, {Step::Kind::SetSetting, 4, 3},
};
constexpr Weight LongWeights[] = {
    {Step::Kind::Compact, 8, 6}, {Step::Kind::Backup, 4, 2}, {Step::Kind::Restore, 2, 1}, {Step::Kind::Check, 1, 1}, {Step::Kind::Subscribe, 0, 3},
    {Step::Kind::Import, 0, 10}, {Step::Kind::Refresh, 0, 10}, {Step::Kind::AnalyseAgain, 0, 5},
    {Step::Kind::FetchFullText, 0, 10},
};

template <size_t Size>
Step::Kind chosen(const Weight (&weights)[Size], int Weight::*world, QRandomGenerator &random)
{
    int sum = 0;
    for (const Weight &each : weights)
        sum += each.*world;
    int at = random.bounded(sum);
    for (const Weight &each : weights) {
        at -= each.*world;
        if (at < 0)
            return each.kind;
    }
    return Step::Kind::Mark;
}

QStringList keys(const QMap<QString, QString> &map, const QString &without = {})
{
    QStringList names = map.keys();
    names.removeAll(without);
    return names;
}

QStringList known(const ExpectedProfile &profile)
{
    QStringList guids;
    for (const auto &[guid, article] : profile.articles.asKeyValueRange()) {
        if (profile.ids.value(guid).isValid())
            guids += guid;
    }
    return guids;
}

} // namespace

QStringList StepChoice::some(const QStringList &names, int most)
{
    QStringList chosen;
    for (int i = m_random.bounded(1, most + 1); i > 0 && !names.isEmpty(); --i)
        chosen += any(names);
    chosen.removeDuplicates();
    return chosen;
}

QString StepChoice::any(const QStringList &names)
{
    return names.isEmpty() ? QString() : names[m_random.bounded(names.size())];
}

QString StepChoice::unusedName()
{
    return QString::number(m_random.generate64(), 36);
}

Step::Kind StepChoice::kind(bool mayBeLong)
{
    const auto world = m_world == World::Store ? &Weight::store : &Weight::library;
    const bool isLong = mayBeLong && m_random.bounded(m_world == World::Store ? 12 : 2) == 0;
    return isLong ? chosen(LongWeights, world, m_random) : chosen(Weights, world, m_random);
}

Step StepChoice::next(const ExpectedProfile &profile, bool mayBeLong)
{
    for (;;) {
        Step step;
        step.kind = kind(mayBeLong);
        if (profile.articles.size() > MostArticles && m_world == World::Store && m_random.bounded(3) == 0)
            step.kind = Step::Kind::Remove;
        if (complete(step, profile))
            return step;
    }
}

bool StepChoice::complete(Step &step, const ExpectedProfile &profile)
{
    const QStringList own = keys(profile.sources, QLatin1String(KeptSource));
    switch (step.kind) {
    case Step::Kind::MakeSources:
        step.names = {u"https://desk.example.org/"_s + unusedName()};
        return own.size() < MostSources;
    case Step::Kind::UpdateSource:
        step.source = any(own);
        step.value = u"Title "_s + unusedName();
        return !own.isEmpty();
    case Step::Kind::RemoveSource:
        step.source = any(own);
        return own.size() > 2;
    case Step::Kind::Save: return save(step, profile);
    case Step::Kind::SaveAnalyses:
        step.names = some(known(profile), 20);
        step.names.removeIf(&isWire);
        step.number = m_random.bounded(2, 100);
        return !step.names.isEmpty();
    case Step::Kind::Remove:
        step.names = some(known(profile), 150); // at most what the store removes in one go
        return profile.articles.size() > 100;
    case Step::Kind::Expire:
        step.names = some(known(profile), 150);
        step.names.removeIf(&isWire); // those of feeds stay away afterwards, which the steps that bring them don't know
        return profile.articles.size() > 100 && !step.names.isEmpty();
    case Step::Kind::Mark: return mark(step, profile);
    case Step::Kind::Correct: return correct(step, profile);
    case Step::Kind::TakeBack:
        step.place = profile.corrections.isEmpty() ? -1 : m_random.bounded(profile.corrections.size());
        return step.place >= 0 && profile.correctionIds[step.place].isValid();
    case Step::Kind::SaveFilter:
        step.place = m_random.bounded(2) == 0 || profile.filters.isEmpty() ? -1 : m_random.bounded(profile.filters.size());
        step.name = u"Filter "_s + unusedName();
        step.value = u"tag:tag%1"_s.arg(m_random.bounded(5));
        return step.place < 0 ? profile.filters.size() < 8 : profile.filterIds[step.place].isValid();
    case Step::Kind::RemoveFilter:
        step.place = profile.filters.isEmpty() ? -1 : m_random.bounded(profile.filters.size());
        return step.place >= 0 && profile.filterIds[step.place].isValid();
    case Step::Kind::SetSetting:
        step.name = u"crash.%1"_s.arg(m_random.bounded(4));
        step.value = m_random.bounded(5) == 0 ? QString() : unusedName();
        return true;
    case Step::Kind::Subscribe:
        step.number = profile.feeds;
        return profile.feeds < MostFeeds;
    case Step::Kind::Refresh:
        step.number = profile.feedVersion + 1;
        return profile.feeds > 0;
    case Step::Kind::FetchFullText:
        step.names = some(known(profile).filter(QRegularExpression(u"^wf"_s)), 8);
        return !step.names.isEmpty();
    case Step::Kind::Import:
        step.number = m_random.bounded(1, 1'000'000);
        step.articles = m_random.bounded(10) == 0 ? 450 : m_random.bounded(1, 60);
        return profile.articles.size() < MostArticles;
    default: return true;
    }
}

bool StepChoice::save(Step &step, const ExpectedProfile &profile)
{
    step.source = any(keys(profile.sources, QLatin1String(KeptSource)));
    if (step.source.isEmpty())
        return false;
    const bool isMany = m_random.bounded(10) == 0;
    QStringList old;
    for (const auto &[guid, article] : profile.articles.asKeyValueRange()) {
        if (article.source == step.source && m_random.bounded(20) == 0)
            old += guid;
    }
    const bool renews = m_random.bounded(3) != 0;
    for (const QString &guid : std::as_const(old)) {
        step.names += guid;
        step.contents += profile.articles[guid].content + (renews ? 1 : 0);
    }
    const int added = profile.articles.size() > MostArticles ? 0 : isMany ? 150 : m_random.bounded(12);
    const QString batch = unusedName();
    for (int i = 0; i < added; ++i) {
        step.names += u"a%1-%2"_s.arg(batch).arg(i);
        step.contents += 1;
    }
    step.number = m_random.bounded(1, 100);
    return !step.names.isEmpty();
}

bool StepChoice::mark(Step &step, const ExpectedProfile &profile)
{
    step.names = some(known(profile), m_random.bounded(10) == 0 ? 400 : 5);
    if (m_random.bounded(2) == 0)
        step.read = m_random.bounded(3) != 0;
    if (m_random.bounded(3) == 0)
        step.bookmarked = m_random.bounded(2) == 0;
    if (m_random.bounded(3) == 0)
        step.addTags = {u"tag%1"_s.arg(m_random.bounded(5))};
    if (m_random.bounded(4) == 0)
        step.removeTags = {u"tag%1"_s.arg(m_random.bounded(5))};
    if (m_random.bounded(4) == 0)
        step.note = m_random.bounded(5) == 0 ? QString(u""_s) : u"Note «%1» on this"_s.arg(unusedName());
    return !step.names.isEmpty();
}

bool StepChoice::correct(Step &step, const ExpectedProfile &profile)
{
    if (profile.corrections.size() >= MostCorrections)
        return false;
    const QStringList guids = known(profile);
    const QString guid = any(guids);
    const auto bearing = static_cast<Correction::Bearing>(m_random.bounded(3));
    const EntityName person{EntityKind::Person, any(InventedPeople)}, union_{EntityKind::Organisation, InventedOrganisations.first()};
    switch (m_random.bounded(5)) {
    case 0: step.correction = Correction::notAnEntity(m_random.bounded(2) ? person : union_); break;
    case 1: step.correction = Correction::sameEntity(person, {EntityKind::Person, any(InventedPeople)}); break;
    case 2: step.correction = Correction::sameEntity(union_, {EntityKind::Organisation, InventedOrganisations.last()}); break;
    case 3: step.correction = Correction::country({}, u"FR"_s, bearing); break;
    default: step.correction = Correction::topic({}, u"medtop:15000000"_s, m_random.bounded(2) == 0); break;
    }
    if (step.correction.isAboutEntity())
        return !step.correction.entity.isSameAs(step.correction.instead); // a spelling of its own is another matter
    step.names = {guid};
    return !guid.isEmpty();
}

} // namespace dateline
