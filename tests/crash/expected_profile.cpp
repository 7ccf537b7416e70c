#include "expected_profile.h"

#include "library/library.h"

#include <QCache>

#include <algorithm>

namespace dateline {
namespace {

// Loaded once, and only where articles came through the library.
const Analyzer &analyzer()
{
    static const auto loaded = Library::loadAnalyzer();
    if (!loaded)
        qFatal("%s", qPrintable(loaded.error().message));
    return **loaded;
}

// Remembered, because the same ones are looked at after each kill.
AnalysedArticle found(const QString &guid, const ExpectedArticle &article)
{
    constexpr int mostRemembered = 5000;
    static QCache<QString, AnalysedArticle> remembered(mostRemembered);
    const QString name = QStringLiteral("%1/%2/%3").arg(guid).arg(article.content).arg(article.analysis);
    if (const AnalysedArticle *known = remembered.object(name))
        return *known;
    AnalysedArticle made;
    if (isWire(guid)) {
        made.content = inventedWire(guid, article.content);
        made.annotations = analyzer().analyse(made.content);
    } else {
        made = invented(guid, article.content, article.analysis);
    }
    remembered.insert(name, new AnalysedArticle(made));
    return made;
}

bool isReaders(const ExpectedArticle &article)
{
    return article.bookmarked || !article.tags.isEmpty() || !article.note.isEmpty() || !article.corrections.isEmpty();
}

} // namespace

// The order of fields is that of partsOf() in seen_profile.cpp.
QString describedArticle(const QString &source, const ArticleContent &content, const Annotations &annotations, const ExpectedArticle &state)
{
    const QStringList fields{source, content.title, withoutPort(content.url), content.published.toText(), content.text, described(annotations),
                             QStringLiteral("%1%2%3").arg(state.read).arg(state.bookmarked).arg(state.updated), state.tags.join(u','), state.note};
    return fields.join(u'\n');
}

QString describedCorrection(const QString &article, const Correction &correction)
{
    return QStringLiteral("%1 %2 %3:%4 %5:%6 %7 %8")
        .arg(article, correctionKindName(correction.kind), entityKindName(correction.entity.kind), correction.entity.name,
             entityKindName(correction.instead.kind), correction.instead.name, correction.value, bearingName(correction.bearing));
}

void ExpectedProfile::apply(const Step &step)
{
    switch (step.kind) {
    case Step::Kind::MakeSources:
        for (const QString &address : step.names)
            sources.insert(address, address);
        break;
    case Step::Kind::UpdateSource: sources[step.source] = step.value; break;
    case Step::Kind::RemoveSource: removeSource(step.source); break;
    case Step::Kind::Save: save(step); break;
    case Step::Kind::SaveAnalyses:
        for (const QString &guid : step.names)
            articles[guid].analysis = step.number;
        break;
    case Step::Kind::Remove:
        for (const QString &guid : step.names)
            remove(guid);
        break;
    case Step::Kind::Expire:
        for (const QString &guid : step.names) {
            if (!isReaders(articles.value(guid)))
                remove(guid);
        }
        break;
    case Step::Kind::Mark: mark(step); break;
    case Step::Kind::Undo:
        articles.insert(m_beforeMark);
        break;
    case Step::Kind::Correct: correct(step); break;
    case Step::Kind::TakeBack: takeBack(step.place); break;
    case Step::Kind::SaveFilter:
        if (step.place < 0)
            filters.append({step.name, step.value});
        else
            filters[step.place] = {step.name, step.value};
        if (step.place < 0)
            filterIds.append(SavedFilterId());
        break;
    case Step::Kind::RemoveFilter:
        filters.removeAt(step.place);
        filterIds.removeAt(step.place);
        break;
    case Step::Kind::SetSetting:
        if (step.value.isNull())
            settings.remove(step.name);
        else
            settings.insert(step.name, step.value);
        break;
    default: break;
    }
}

void ExpectedProfile::applyAcknowledged(const Step &step)
{
    QStringList arrived;
    if (step.kind == Step::Kind::Import)
        arrived = wireGuidsOfImport(step.number, step.articles);
    if (step.kind == Step::Kind::Subscribe) {
        feeds = std::max(feeds, step.number + 1);
        arrived = wireGuidsOfFeed(step.number, feedVersion);
    }
    if (step.kind == Step::Kind::Refresh) {
        for (int feed = 0; feed < feeds; ++feed)
            arrived += wireGuidsOfFeed(feed, step.number);
    }
    for (const QString &guid : std::as_const(arrived))
        addWire(guid);
    for (const QString &guid : step.kind == Step::Kind::FetchFullText ? step.names : QStringList()) {
        if (articles.contains(guid))
            articles[guid].content = 2;
    }
}

void ExpectedProfile::addWire(const QString &guid)
{
    if (!articles.contains(guid))
        articles.insert(guid, {});
}

void ExpectedProfile::save(const Step &step)
{
    for (qsizetype i = 0; i < step.names.size(); ++i) {
        const auto known = articles.find(step.names[i]);
        if (known == articles.end()) {
            ExpectedArticle added;
            added.source = step.source;
            added.content = step.contents[i];
            added.analysis = step.number;
            articles.insert(step.names[i], added);
            continue;
        }
        known->updated = known->updated || (known->read && known->content != step.contents[i]);
        known->content = step.contents[i];
        known->analysis = step.number;
    }
}

void ExpectedProfile::mark(const Step &step)
{
    m_beforeMark.clear();
    for (const QString &guid : step.names) {
        ExpectedArticle &article = articles[guid];
        m_beforeMark.insert(guid, article);
        if (step.read) {
            article.read = *step.read;
            article.updated = article.updated && !*step.read;
        }
        article.bookmarked = step.bookmarked.value_or(article.bookmarked);
        for (const QString &tag : step.removeTags)
            article.tags.removeAll(tag);
        article.tags += step.addTags;
        article.tags.sort();
        article.tags.removeDuplicates();
        article.note = step.note.value_or(article.note);
    }
}

void ExpectedProfile::correct(const Step &step)
{
    const QString article = step.names.value(0);
    const auto isAboutTheSame = [&](const Corrected &each) { return each.article == article && each.correction.isAboutTheSameAs(step.correction); };
    const auto latest = std::find_if(corrections.rbegin(), corrections.rend(), isAboutTheSame);
    if (latest != corrections.rend() && latest->correction.saysTheSameAs(step.correction))
        return;
    corrections.append({article, step.correction});
    correctionIds.append(CorrectionId());
    renewOwn();
}

void ExpectedProfile::takeBack(qsizetype place)
{
    corrections.removeAt(place);
    correctionIds.removeAt(place);
    renewOwn();
}

void ExpectedProfile::remove(const QString &guid)
{
    articles.remove(guid);
    ids.remove(guid);
    for (qsizetype i = corrections.size(); i-- > 0;) {
        if (corrections[i].article == guid)
            takeBack(i);
    }
}

void ExpectedProfile::removeSource(const QString &source)
{
    const QStringList guids = articles.keys();
    for (const QString &guid : guids) {
        ExpectedArticle &article = articles[guid];
        if (article.source != source)
            continue;
        if (!isReaders(article)) {
            remove(guid);
            continue;
        }
        article.source = QLatin1String(KeptSource);
        sources.insert(article.source, QStringLiteral("Kept articles"));
    }
    sources.remove(source);
}

void ExpectedProfile::renewOwn()
{
    for (ExpectedArticle &article : articles)
        article.corrections.clear();
    for (const Corrected &each : std::as_const(corrections)) {
        if (const auto article = articles.find(each.article); article != articles.end())
            article->corrections += each.correction;
    }
}

CorrectionSet ExpectedProfile::entityCorrections() const
{
    QList<Correction> all;
    for (const Corrected &each : corrections)
        all += each.correction;
    return CorrectionSet(all);
}

Annotations ExpectedProfile::shown(const QString &guid) const
{
    const ExpectedArticle article = articles.value(guid);
    return corrected(found(guid, article).annotations, entityCorrections(), article.corrections);
}

Parts ExpectedProfile::parts() const
{
    Parts parts;
    const CorrectionSet ofEntities = entityCorrections();
    for (const auto &[guid, article] : articles.asKeyValueRange()) {
        const AnalysedArticle analysed = found(guid, article);
        const Annotations seen = corrected(analysed.annotations, ofEntities, article.corrections);
        parts.insert(u"article/" + guid, describedArticle(article.source, analysed.content, seen, article));
    }
    for (const auto &[address, title] : sources.asKeyValueRange())
        parts.insert(u"source/" + address, title);
    for (qsizetype i = 0; i < corrections.size(); ++i)
        parts.insert(QStringLiteral("correction/%1").arg(i, 4), describedCorrection(corrections[i].article, corrections[i].correction));
    for (qsizetype i = 0; i < filters.size(); ++i)
        parts.insert(QStringLiteral("filter/%1").arg(i, 4), filters[i].first + u'\n' + filters[i].second);
    for (const auto &[name, value] : settings.asKeyValueRange())
        parts.insert(u"setting/" + name, value);
    return parts;
}

} // namespace dateline
