#include "store/query_reader.h"

#include "base/folding.h"
#include "store/facet_loader.h"
#include "store/failure.h"
#include "store/query_evaluator.h"
#include "store/source_table.h"

#include <QCoreApplication>

#include <algorithm>

namespace dateline {
namespace {

// Ranking costs 2 µs an article; whoever looks for a word that more articles hold gets the newest of them ranked.
constexpr qsizetype MostRanked = 20'000;
constexpr int MostTries = 100;

QDate todayOf(const AnswerOptions &options)
{
    return options.today.isValid() ? options.today : QDate::currentDate();
}

} // namespace

QueryReader::QueryReader(const QString &file, const FacetIndexGate &gate) : m_connection(file, Connection::Use::Reading), m_gate(gate) {}

Result<Answer> QueryReader::run(const Query &query, const AnswerOptions &options)
{
    return guarded([&]() -> Result<Answer> {
        if (!QueryTerms::needsDatabase(query.root()))
            return answer(query, options, m_gate.read(), {}, nullptr);
        return runWithDatabase(query, options);
    });
}

Result<Answer> QueryReader::runWithDatabase(const Query &query, const AnswerOptions &options)
{
    for (int tries = 0; tries < MostTries; ++tries) {
        const Snapshot snapshot(m_connection);
        const quint64 generation = storedGeneration(m_connection);
        const QueryTerms terms = QueryTerms::resolve(query, m_text, m_values);
        IdBitmap found;
        Result<Answer> result;
        {
            const std::optional<FacetIndexGate::Reading> reading = m_gate.readAt(generation);
            if (!reading)
                continue; // a change went in between
            result = answer(query, options, *reading, terms, &found);
        }
        if (result && options.order == Order::Relevance && options.withRows)
            rank(*result, terms, found);
        return result;
    }
    return failure(ErrorKind::Locked, QCoreApplication::translate("Store", "The articles change too fast to be searched. Try again in a moment."));
}

Result<Answer> QueryReader::answer(const Query &query, const AnswerOptions &options, const FacetIndexGate::Reading &reading,
                                   const QueryTerms &terms, IdBitmap *found) const
{
    const FacetIndex &index = reading.index();
    Result<IdBitmap> articles = QueryEvaluator(index, terms, todayOf(options)).evaluate(query);
    if (!articles)
        return tl::unexpected(articles.error());
    Answer answer;
    answer.query = query;
    answer.generation = reading.generation();
    if (options.withRows)
        answer.rows = index.order().newestFirst(*articles);
    if (options.withFacets) {
        FacetCounter counter(index, *articles, options.top);
        counter.countDays(answer);
        answer.facets = counter.facets();
    }
    if (found)
        *found = std::move(*articles);
    return answer;
}

// Best first; what isn't ranked follows, newest first.
void QueryReader::rank(Answer &answer, const QueryTerms &terms, const IdBitmap &found)
{
    if (terms.positiveExpression().isEmpty())
        return;
    IdBitmap among = found;
    if (answer.rows.size() > MostRanked) {
        among = IdBitmap();
        for (qsizetype i = 0; i < MostRanked; ++i)
            among.add(answer.rows[i].value);
    }
    const std::vector<quint32> best = m_text.ranked(terms.positiveExpression(), among);
    const IdBitmap ranked(best.size(), best.data());
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
        for (int tries = 0; tries < MostTries; ++tries) {
            const Snapshot snapshot(m_connection);
            QList<Source> sources = SourceTable(m_connection).all();
            const std::optional<FacetIndexGate::Reading> reading = m_gate.readAt(storedGeneration(m_connection));
            if (!reading)
                continue;
            const FacetIndex &index = reading->index();
            QHash<quint32, quint32> values;
            for (const IndexedSource &source : index.sources())
                values[source.id.value] = source.value;
            const DenseSet unread(index.live() - index.withFlag(ReadFlag));
            const IdBitmap unreadSet = index.live() - index.withFlag(ReadFlag);
            for (Source &source : sources) {
                const PostingList &articles = index.postings(values[source.id.value]);
                source.total = static_cast<int>(articles.count());
                source.unread = static_cast<int>(articles.countIn(unreadSet, unread));
            }
            std::stable_sort(sources.begin(), sources.end(), [](const Source &a, const Source &b) {
                return std::pair(a.folder, folded(a.title)) < std::pair(b.folder, folded(b.title));
            });
            return sources;
        }
        return failure(ErrorKind::Locked, QCoreApplication::translate("Store", "The sources change too fast to be listed. Try again in a moment."));
    });
}

} // namespace dateline
