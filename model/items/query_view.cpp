#include "items/query_view.h"

#include "library/library.h"
#include "library/when_answered.h"

#include <chrono>
#include <vector>

namespace dateline {

using namespace std::chrono_literals;

namespace {

// Values a facet: as many as the facet panel can show.
constexpr int valuesPerFacet = 200;

} // namespace

QueryView::QueryView(AnswerSource source, QObject *parent)
    : QObject(parent)
    , m_source(std::move(source))
{
    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(0ms);
    m_askLater.setSingleShot(true);
    m_askLater.setInterval(250ms);
    connect(&m_askSoon, &QTimer::timeout, this, &QueryView::ask);
    connect(&m_askLater, &QTimer::timeout, this, &QueryView::ask);
    m_askSoon.start();
}

QDate QueryView::today() const
{
    return m_today.isValid() ? m_today : QDate::currentDate();
}

void QueryView::setToday(QDate today)
{
    m_today = today;
    renew();
}

void QueryView::setQuery(const Query &query)
{
    if (query == m_query)
        return;
    m_query = query;
    m_marked.clear();
    m_askSoon.start();
    emit queryChanged(m_query);
}

void QueryView::setOrder(Order order)
{
    if (order == m_order)
        return;
    m_order = order;
    renew();
}

void QueryView::renew()
{
    m_marked.clear();
    m_askSoon.start();
}

void QueryView::takeChanges(const LibraryChanges &changes)
{
    if (!changes.articles() && !changes.sources)
        return;
    for (const ArticleId id : changes.stateChanged)
        m_marked.insert(id);
    for (const ArticleId id : changes.removed)
        m_marked.remove(id);
    if (m_awaited != 0)
        m_askAgain = true;
    else if (!m_askLater.isActive())
        m_askLater.start();
}

void QueryView::ask()
{
    m_askSoon.stop();
    m_askLater.stop();
    m_askAgain = false;
    const quint64 number = ++m_lastNumber;
    setAwaited(number);
    AnswerOptions options;
    options.order = m_order;
    options.top = valuesPerFacet;
    options.today = today();
    m_asked.cancel(); // nobody waits for it any more, and the next one shouldn't have to
    m_asked = m_source(m_query, options);
    whenAnswered(
        m_asked, this, [this, number](const Result<Answer> &result) { takeAnswer(number, result); },
        [this, number] { giveUp(number); });
}

void QueryView::takeAnswer(quint64 number, const Result<Answer> &result)
{
    if (number != m_awaited)
        return;
    setAwaited(0);
    if (m_askAgain)
        m_askLater.start();
    if (!result) {
        emit failed(result.error());
        return;
    }
    const bool isSameQuery = m_hasAnswer && m_answer.query == m_query;
    Answer answer = *result;
    answer.query = m_query;
    if (isSameQuery && !m_marked.isEmpty())
        answer.rows = withKeptRows(answer.rows, m_answer.rows, m_marked);
    m_answer = answer;
    m_hasAnswer = true;
    emit answerChanged(m_answer);
    askAllDays(m_answer.generation);
}

// Where no day is chosen the answer's own days are all days; else one more run counts them, once a query and generation: dragging a
// span changes neither.
void QueryView::askAllDays(quint64 generation)
{
    const Query withoutDays = m_query.withDays({});
    if (withoutDays == m_query) {
        m_allDaysAwaited = 0;
        m_allDaysQuery = withoutDays;
        m_allDaysGeneration = generation;
        setAllDays(m_answer.days);
        return;
    }
    if (withoutDays == m_allDaysQuery && generation == m_allDaysGeneration)
        return;
    AnswerOptions options;
    options.withRows = false;
    options.top = 1;
    options.today = today();
    const quint64 number = m_lastNumber;
    m_allDaysAwaited = number;
    m_allDaysAsked.cancel();
    m_allDaysAsked = m_source(withoutDays, options);
    whenAnswered(m_allDaysAsked, this, [this, number, withoutDays](const Result<Answer> &result) {
        if (number != m_allDaysAwaited || !result)
            return;
        m_allDaysAwaited = 0;
        m_allDaysQuery = withoutDays;
        m_allDaysGeneration = result->generation;
        setAllDays(result->days);
    });
}

void QueryView::setAllDays(const QList<DayCount> &days)
{
    if (days == m_allDays)
        return;
    m_allDays = days;
    emit allDaysChanged();
}

void QueryView::giveUp(quint64 number)
{
    if (number != m_awaited)
        return;
    setAwaited(0);
    if (m_askAgain)
        m_askLater.start();
}

void QueryView::setAwaited(quint64 number)
{
    const bool wasRunning = isRunning();
    m_awaited = number;
    if (isRunning() != wasRunning)
        emit runningChanged(isRunning());
}

namespace {

// Ids are row numbers, so a set of many is a bitmap.
std::vector<bool> bitmapOf(const QList<ArticleId> &ids)
{
    quint32 greatest = 0;
    for (const ArticleId id : ids)
        greatest = std::max(greatest, id.value);
    std::vector<bool> bits(size_t(greatest) + 1, false);
    for (const ArticleId id : ids)
        bits[id.value] = true;
    return bits;
}

} // namespace

QList<ArticleId> withKeptRows(const QList<ArticleId> &rows, const QList<ArticleId> &listed, const QSet<ArticleId> &kept)
{
    const std::vector<bool> present = bitmapOf(rows);
    const auto isPresent = [&present](ArticleId id) { return id.value < present.size() && present[id.value]; };
    QHash<ArticleId, QList<ArticleId>> followers; // of a row that is present; of the invalid id: those at the top
    ArticleId before;
    for (const ArticleId id : listed) {
        if (isPresent(id))
            before = id;
        else if (kept.contains(id))
            followers[before] += id;
    }
    if (followers.isEmpty())
        return rows;
    QList<ArticleId> merged = followers.value({});
    merged.reserve(rows.size() + listed.size() / 8);
    for (const ArticleId id : rows) {
        merged += id;
        if (const auto found = followers.constFind(id); found != followers.constEnd())
            merged += *found;
    }
    return merged;
}

} // namespace dateline
