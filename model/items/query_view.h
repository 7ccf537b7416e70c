// QueryView: the one query of a window and its last answer. Every filter control edits this query and redraws from it; no
// control talks to another.
//
// A changed query is asked once per turn of the event loop however often it was set, and a late answer to an earlier query is
// dropped. After a change of the library the same query is asked again, at most four times a second, one run at a time.
// An article that the reader marked stays listed although the query no longer holds it ("is:unread", read just now), until the
// query changes or renew() is called. Main thread only.
#pragma once

#include "base/answer.h"
#include "items/answer_source.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace dateline {

struct LibraryChanges;

class QueryView final : public QObject {
    Q_OBJECT
public:
    explicit QueryView(AnswerSource source, QObject *parent = nullptr);

    const Query &query() const { return m_query; }
    // Announced at once by queryChanged; the answer follows. The same query again changes nothing.
    void setQuery(const Query &query);
    Order order() const { return m_order; }
    void setOrder(Order order);

    // To the latest query that was answered; its rows include those kept. Empty before the first answer.
    const Answer &answer() const { return m_answer; }
    bool hasAnswer() const { return m_hasAnswer; }
    // Days of the answer to the query without its top-level date terms: what lies outside the chosen days.
    const QList<DayCount> &allDays() const { return m_allDays; }
    bool isRunning() const { return m_awaited != 0; }

    // The day relative dates are counted from; the reader's own today unless a test sets it.
    QDate today() const;
    void setToday(QDate today);

public slots:
    // Asks again and lets go of rows that no longer match: the reader's own renewal.
    void renew();
    // Asks again soon, where the changes can touch the answer. Connect to Library::changed.
    void takeChanges(const dateline::LibraryChanges &changes);

signals:
    void queryChanged(const dateline::Query &query);
    void answerChanged(const dateline::Answer &answer);
    void allDaysChanged();
    void runningChanged(bool isRunning);
    void failed(const dateline::Error &error); // the last answer stays

private:
    void ask();
    void askAllDays(quint64 generation);
    void takeAnswer(quint64 number, const Result<Answer> &result);
    void setAllDays(const QList<DayCount> &days);
    void giveUp(quint64 number);
    void setAwaited(quint64 number);

    AnswerSource m_source;
    Query m_query;
    Order m_order = Order::Newest;
    QDate m_today;
    Answer m_answer;
    bool m_hasAnswer = false;
    QList<DayCount> m_allDays;
    Query m_allDaysQuery;          // that m_allDays answer
    quint64 m_allDaysGeneration = 0;
    quint64 m_lastNumber = 0;      // of the runs asked for
    quint64 m_awaited = 0;         // the run whose answer is wanted; 0: none
    quint64 m_allDaysAwaited = 0;
    QFuture<Result<Answer>> m_asked, m_allDaysAsked; // what was asked last
    bool m_askAgain = false;       // the library changed during a run
    QSet<ArticleId> m_marked;      // by the reader since the query was set or renewed
    QTimer m_askSoon;              // this turn of the event loop
    QTimer m_askLater;             // after changes
};

// `rows` with those of `listed` that are in `kept` but no longer in `rows`, each after the row it followed. Linear.
QList<ArticleId> withKeptRows(const QList<ArticleId> &rows, const QList<ArticleId> &listed, const QSet<ArticleId> &kept);

} // namespace dateline
