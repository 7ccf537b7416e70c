#include "store/query_reader.h"

#include "base/folding.h"
#include "store/facet_loader.h"
#include "store/failure.h"
#include "store/query_evaluator.h"
#include "store/source_table.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <tuple>
#include <vector>

namespace dateline {
namespace {

// Ranking costs 2 µs an article; whoever looks for a word that more articles hold gets the newest of them ranked.
constexpr qsizetype MostRanked = 20'000;
constexpr int MostTries = 100;
constexpr int FreeTries = 2; // then changes wait for the search: one of a word that is everywhere may take longer than the next change does
constexpr qint64 MostMilliseconds = 10'000; // the gate waits longer only where the writer failed

QDate todayOf(const AnswerOptions &options)
{
    return options.today.isValid() ? options.today : QDate::currentDate();
}

void countArticles(QList<Source> &sources, const FacetIndex &index)
{
    QHash<quint32, quint32> values;
    for (const IndexedSource &source : index.sources())
        values[source.id.value] = source.value;
    const DenseSet unread(index.live() - index.withFlag(ReadFlag));
    for (Source &source : sources) {
        const quint32 value = values.value(source.id.value);
        if (!index.hasValue(value))
            continue;
        const PostingList &articles = index.postings(value);
        source.total = static_cast<int>(articles.count());
        source.unread = static_cast<int>(articles.countIn(unread));
    }
}

// By folder, and there by title.
QList<Source> sorted(QList<Source> sources)
{
    struct Key {
        QStringList folder;
        QString title;
        qsizetype place; // as it was
    };
    std::vector<Key> keys;
    for (const Source &source : std::as_const(sources))
        keys.push_back({source.folder, folded(source.title), static_cast<qsizetype>(keys.size())});
    std::sort(keys.begin(), keys.end(), [](const Key &a, const Key &b) { return std::tie(a.folder, a.title, a.place) < std::tie(b.folder, b.title, b.place); });
    QList<Source> inOrder;
    inOrder.reserve(sources.size());
    for (const Key &key : keys)
        inOrder += std::move(sources[key.place]);
    return inOrder;
}

} // namespace

QueryReader::QueryReader(const QString &file, const FacetIndexGate &gate, Connection::Use use) : m_connection(file, use), m_gate(gate)
{
    m_text.nameVocabulary();
}

quint64 QueryReader::pin()
{
    m_connection.run("BEGIN");
    return storedGeneration(m_connection);
}

Result<Answer> QueryReader::run(const Query &query, const AnswerOptions &options, const std::function<bool()> &isStopped)
{
    return guarded([&]() -> Result<Answer> {
        if (!QueryTerms::needsDatabase(query.root()))
            return answer(query, options, m_gate.read(), {}, nullptr);
        return runWithDatabase(query, options, isStopped);
    });
}

Result<Answer> QueryReader::runWithDatabase(const Query &query, const AnswerOptions &options, const std::function<bool()> &isStopped)
{
    m_gate.await();
    const Stoppable stoppable(m_connection, isStopped);
    QElapsedTimer timer;
    timer.start();
    for (int tries = 0; tries < MostTries && timer.elapsed() < MostMilliseconds; ++tries) {
        const Snapshot snapshot(m_connection);
        const quint64 generation = storedGeneration(m_connection);
        std::optional<FacetIndexGate::Reading> reading;
        if (tries >= FreeTries && !(reading = m_gate.readAt(generation)))
            continue;
        m_text.rememberAt(generation);
        const QueryTerms terms = QueryTerms::resolve(query, {m_text, m_values, m_corrections});
        if (!reading && !(reading = m_gate.readAt(generation)))
            continue; // a change went in between
        DenseSet found;
        Result<Answer> result = answer(query, options, *reading, terms, &found);
        reading.reset(); // changes go on
        if (result && options.order == Order::Relevance && options.withRows)
            rank(*result, terms, found);
        return result;
    }
    return failure(ErrorKind::Locked, QCoreApplication::translate("Store", "The articles change too fast to be searched. Try again in a moment."));
}

Result<Answer> QueryReader::answer(const Query &query, const AnswerOptions &options, const FacetIndexGate::Reading &reading,
                                   const QueryTerms &terms, DenseSet *found)
{
    const FacetIndex &index = reading.index();
    Result<DenseSet> articles = QueryEvaluator(index, terms, todayOf(options)).evaluate(query);
    if (!articles)
        return tl::unexpected(articles.error());
    Answer answer;
    answer.query = query;
    answer.generation = reading.generation();
    if (options.withFacets)
        count(answer, options, index, *articles);
    else if (options.withRows)
        answer.rows = index.order().newestFirst(*articles);
    if (found)
        *found = std::move(*articles);
    return answer;
}

void QueryReader::count(Answer &answer, const AnswerOptions &options, const FacetIndex &index, const DenseSet &articles)
{
    FacetCounter counter(index, articles, options.top, m_means);
    QMap<Facet, QList<FacetCount>> facets;
    m_means.threads.run([&] { facets = counter.manyValued(); },
                  [&] {
                      if (options.withRows)
                          answer.rows = index.order().newestFirst(articles);
                      counter.countDays(answer);
                      answer.facets = counter.fewValued();
                  });
    answer.facets.insert(facets);
}

// Best first; what isn't ranked follows, newest first.
void QueryReader::rank(Answer &answer, const QueryTerms &terms, const DenseSet &found)
{
    if (terms.positiveExpression().isEmpty())
        return;
    DenseSet among = found;
    if (answer.rows.size() > MostRanked) {
        among = DenseSet();
        for (qsizetype i = 0; i < MostRanked; ++i)
            among.add(answer.rows[i].value);
    }
    const std::vector<quint32> best = m_text.ranked(terms.positiveExpression(), among);
    DenseSet ranked;
    for (quint32 id : best)
        ranked.add(id);
    QList<ArticleId> rows;
    rows.reserve(answer.rows.size());
    for (quint32 id : best)
        rows += ArticleId{id};
    for (ArticleId id : answer.rows) {
        if (!ranked.contains(id.value))
            rows += id;
    }
    answer.rows = rows;
}

Result<QList<Source>> QueryReader::sources()
{
    return guarded([&]() -> Result<QList<Source>> {
        m_gate.await();
        QElapsedTimer timer;
        timer.start();
        for (int tries = 0; tries < MostTries && timer.elapsed() < MostMilliseconds; ++tries) {
            const Snapshot snapshot(m_connection);
            QList<Source> sources = SourceTable(m_connection).all();
            const std::optional<FacetIndexGate::Reading> reading = m_gate.readAt(storedGeneration(m_connection));
            if (!reading)
                continue;
            countArticles(sources, reading->index());
            return sorted(std::move(sources));
        }
        return failure(ErrorKind::Locked, QCoreApplication::translate("Store", "The sources change too fast to be listed. Try again in a moment."));
    });
}

Result<QHash<SourceId, int>> QueryReader::countBySource(const Query &query)
{
    return guarded([&]() -> Result<QHash<SourceId, int>> {
        if (QueryTerms::needsDatabase(query.root()))
            return failure(ErrorKind::Usage, QCoreApplication::translate("Store", "Only articles of days can be counted by their source."));
        const QList<Source> sources = SourceTable(m_connection).all();
        const FacetIndexGate::Reading reading = m_gate.read();
        const FacetIndex &index = reading.index();
        const Result<DenseSet> articles = QueryEvaluator(index, {}, QDate::currentDate()).evaluate(query);
        if (!articles)
            return tl::unexpected(articles.error());
        QHash<SourceId, int> counts;
        for (const Source &source : sources) {
            if (const quint32 value = index.valueOf(Facet::Source, sourceKey(source.id)))
                counts.insert(source.id, static_cast<int>(index.postings(value).countIn(*articles)));
        }
        return counts;
    });
}

} // namespace dateline
