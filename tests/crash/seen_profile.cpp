// What a store really holds, in the words of ExpectedProfile.
#include "expected_profile.h"
#include "store/store.h"

#include <QDeadlineTimer>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QSemaphore>

namespace dateline {
namespace {

using namespace Qt::StringLiterals;

constexpr int Settings = 4;

template <class T>
T takenOrNoted(QFuture<Result<T>> future, const QString &what, Parts &parts)
{
    Result<T> result = future.result();
    if (!result)
        parts.insert(u"unreadable/" + what, result.error().message + u' ' + result.error().detail);
    return result.value_or(T());
}

ExpectedArticle stateOf(const StoredArticle &article)
{
    ExpectedArticle state;
    state.read = article.state.read;
    state.bookmarked = article.state.bookmarked;
    state.updated = article.updated;
    state.tags = article.state.tags;
    state.tags.sort();
    state.note = article.state.note;
    return state;
}

bool isOwn(const Source &source)
{
    return source.url == QLatin1String(KeptSource) || source.url.startsWith(u"https://desk");
}

QSet<QString> guidsOf(const Query &query, Store &store, const QHash<ArticleId, QString> &guids)
{
    QSet<QString> found;
    const auto answer = store.run(query).result();
    for (ArticleId id : answer ? answer->rows : QList<ArticleId>())
        found += guids.value(id, u"article %1"_s.arg(id.value));
    if (!answer)
        found += answer.error().message;
    return found;
}

// Queries with the articles that they should find.
QMap<QString, QSet<QString>> queriesOf(const ExpectedProfile &expected, quint32 seed)
{
    QMap<QString, QSet<QString>> wanted;
    QRandomGenerator random(seed);
    for (const QString &query : {u"is:unread"_s, u"is:bookmarked"_s, u"tag:tag1"_s, u"tag:tag2"_s})
        wanted[query];
    const QString person = InventedPeople[random.bounded(InventedPeople.size())], organisation = InventedOrganisations.first();
    for (const auto &[guid, article] : expected.articles.asKeyValueRange()) {
        if (!article.read)
            wanted[u"is:unread"_s] += guid;
        if (article.bookmarked)
            wanted[u"is:bookmarked"_s] += guid;
        for (const QString &tag : {u"tag1"_s, u"tag2"_s}) {
            if (article.tags.contains(tag))
                wanted[u"tag:"_s + tag] += guid;
        }
        const Annotations shown = expected.shown(guid);
        for (const Entity &entity : shown.entities) {
            if (entity.name == person || entity.name == organisation)
                wanted[entityKindName(entity.kind).replace(u"organisation"_s, u"org"_s) + u":\""_s + entity.name + u'"'] += guid;
        }
        if (random.bounded(40) != 0)
            continue;
        wanted[wordOf(guid, article.content)] += guid;
        if (article.content > 1)
            wanted[wordOf(guid, article.content - 1)]; // its old words are gone
    }
    return wanted;
}

} // namespace

Parts partsOf(Store &store, ExpectedProfile *ids)
{
    Parts parts;
    QHash<SourceId, QString> addresses;
    for (const Source &source : takenOrNoted(store.sources(), u"sources"_s, parts)) {
        if (!isOwn(source))
            continue;
        addresses.insert(source.id, source.url);
        parts.insert(u"source/" + source.url, source.title);
    }
    QHash<ArticleId, QString> guids;
    const QList<ArticleId> rows = takenOrNoted(store.run({}), u"rows"_s, parts).rows;
    for (ArticleId id : rows) {
        const StoredArticle article = takenOrNoted(store.article(id), u"article/%1"_s.arg(id.value), parts);
        guids.insert(id, article.content.guid);
        const QString name = u"article/" + article.content.guid;
        if (parts.contains(name))
            parts.insert(u"twice/" + name, QString());
        parts.insert(name, describedArticle(addresses.value(article.source), article.content, article.annotations, stateOf(article)));
        if (ids)
            ids->ids.insert(article.content.guid, id);
    }
    const QList<Correction> corrections = takenOrNoted(store.corrections(), u"corrections"_s, parts);
    for (qsizetype i = 0; i < corrections.size(); ++i)
        parts.insert(u"correction/%1"_s.arg(i, 4), describedCorrection(guids.value(corrections[i].article), corrections[i]));
    const QList<SavedFilter> filters = takenOrNoted(store.savedFilters(), u"filters"_s, parts);
    for (qsizetype i = 0; i < filters.size(); ++i)
        parts.insert(u"filter/%1"_s.arg(i, 4), filters[i].name + u'\n' + filters[i].query);
    for (int i = 0; i < Settings; ++i) {
        const QString name = u"crash.%1"_s.arg(i);
        if (const QString value = takenOrNoted(store.setting(name), name, parts); !value.isNull())
            parts.insert(u"setting/" + name, value);
    }
    if (!ids)
        return parts;
    ids->correctionIds.clear();
    for (const Correction &correction : corrections)
        ids->correctionIds += correction.id;
    ids->filterIds.clear();
    for (const SavedFilter &filter : filters)
        ids->filterIds += filter.id;
    return parts;
}

QStringList wrongAnswers(Store &store, const ExpectedProfile &expected, quint32 seed)
{
    QHash<ArticleId, QString> guids;
    for (const auto &[guid, id] : expected.ids.asKeyValueRange())
        guids.insert(id, guid);
    QStringList wrong;
    QDeadlineTimer patience(10'000);
    QSemaphore changes;
    const QMetaObject::Connection told = QObject::connect(&store, &Store::changed, &store, [&changes] { changes.release(); }, Qt::DirectConnection);
    const auto disconnecting = qScopeGuard([&] { QObject::disconnect(told); });
    for (const auto &[text, wanted] : queriesOf(expected, seed).asKeyValueRange()) {
        const Result<Query> query = Query::parse(text);
        if (!query)
            qFatal("%s: %s", qPrintable(text), qPrintable(query.error().message));
        QSet<QString> found = guidsOf(*query, store, guids);
        while (found != wanted && changes.tryAcquire(1, static_cast<int>(patience.remainingTime()))) // a correction may still be being applied
            found = guidsOf(*query, store, guids);
        if (found != wanted) {
            const QStringList more = QSet<QString>(found).subtract(wanted).values(), fewer = QSet<QString>(wanted).subtract(found).values();
            wrong += u"%1 finds %2 instead of %3 articles; too many: %4; missing: %5"_s.arg(text).arg(found.size()).arg(wanted.size())
                         .arg(more.mid(0, 3).join(u' '), fewer.mid(0, 3).join(u' '));
        }
    }
    return wrong;
}

QStringList differences(const Parts &expected, const Parts &seen)
{
    constexpr qsizetype Most = 10;
    QStringList found;
    if (expected == seen)
        return found;
    QStringList names = expected.keys() + seen.keys();
    names.sort();
    names.removeDuplicates();
    for (const QString &name : std::as_const(names)) {
        if (expected.contains(name) == seen.contains(name) && expected.value(name) == seen.value(name))
            continue;
        const auto shortened = [&](const Parts &parts) -> QString {
            if (!parts.contains(name))
                return u"(nothing)"_s;
            // From where they begin to differ.
            const QString mine = parts.value(name), other = (&parts == &expected ? seen : expected).value(name);
            qsizetype same = 0;
            while (same < mine.size() && same < other.size() && mine[same] == other[same])
                ++same;
            return u"…"_s + mine.mid(std::max<qsizetype>(0, same - 20), 160).replace(u'\n', u"⏎"_s);
        };
        found += name + u": expected "_s + shortened(expected) + u", seen "_s + shortened(seen);
        if (found.size() == Most)
            break;
    }
    return found;
}

} // namespace dateline
