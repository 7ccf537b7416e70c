#include "work.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

#include <unistd.h>

namespace dateline {
namespace {

using namespace Qt::StringLiterals;

void tellLine(const QJsonObject &object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    if (::write(STDOUT_FILENO, line.constData(), static_cast<size_t>(line.size())) != line.size())
        ::_exit(3); // the judge is gone
}

} // namespace

Work::Work(const WorkPlace &place, const ExpectedProfile &profile, StepChoice::World world)
    : m_place(place), m_profile(profile), m_choice(place.seed, world)
{
}

void Work::tell(int number, const Error *error)
{
    QJsonObject line{{u"done"_s, number}};
    if (error)
        line.insert(error->kind == ErrorKind::Cancelled ? u"cancelled"_s : u"error"_s, QString(error->message + u' ' + error->detail));
    tellLine(line);
}

void Work::asked(int number, QFuture<Result<void>> future)
{
    QFuture<Result<void>> told = future.then([number](const Result<void> &done) {
        tell(number, done ? nullptr : &done.error());
        return done;
    });
    told.then([this](const Result<void> &) { wake(); });
    m_pending.push_back({[told] { return told.isFinished(); }, [this, told] { note(told.resultCount() > 0 ? told.result() : cancelled()); }});
}

void Work::asked(int number, const Result<void> &done)
{
    tell(number, done ? nullptr : &done.error());
    note(done);
}

QList<ArticleId> Work::idsOf(const QStringList &guids) const
{
    QList<ArticleId> ids;
    for (const QString &guid : guids)
        ids += m_profile.ids.value(guid);
    return ids;
}

Correction Work::correctionOf(const Step &step) const
{
    Correction correction = step.correction;
    if (!correction.isAboutEntity())
        correction.article = m_profile.ids.value(step.names.value(0));
    return correction;
}

// Answers come in the order of the steps, and lists grow at their end: the first without an id is the one.
void Work::rememberCorrection(CorrectionId id)
{
    if (m_profile.correctionIds.contains(id)) // it was there already
        return;
    const qsizetype place = m_profile.correctionIds.indexOf(CorrectionId());
    if (place >= 0)
        m_profile.correctionIds[place] = id;
}

void Work::rememberFilter(SavedFilterId id)
{
    const qsizetype place = m_profile.filterIds.indexOf(SavedFilterId());
    if (place >= 0 && !m_profile.filterIds.contains(id))
        m_profile.filterIds[place] = id;
}

// Also a loop of events that waits.
void Work::wake()
{
    m_finished.release();
    if (QAbstractEventDispatcher *dispatcher = QCoreApplication::eventDispatcher())
        dispatcher->wakeUp();
}

void Work::ask(Step step)
{
    ++m_number;
    if (step.kind == Step::Kind::Restore)
        step.number = m_lastBackup;
    QJsonObject line = step.toJson();
    line.insert(u"ask"_s, m_number);
    tellLine(line);
    perform(step, m_number); // with the ids as they are before it
    m_profile.apply(step);
}

void Work::takeFinished()
{
    while (!m_pending.empty() && m_pending.front().isFinished()) {
        const Pending first = std::move(m_pending.front());
        m_pending.pop_front();
        first.take();
    }
}

void Work::drain()
{
    while (!m_pending.empty()) {
        takeFinished();
        if (!m_pending.empty())
            wait();
    }
}

// An undo needs to know what it undoes, and that nothing came in between; the same goes for what comes before a correction whose id is needed.
void Work::round()
{
    const int steps = m_choice.random().bounded(5, 120);
    const size_t atOnce = static_cast<size_t>(m_choice.random().bounded(1, 7));
    for (int i = 0; i < steps && !m_hasFailed; ++i) {
        while (m_pending.size() >= atOnce) {
            takeFinished();
            if (m_pending.size() >= atOnce)
                wait();
        }
        const Step step = m_choice.next(m_profile, !m_isLongUnderWay);
        const bool isAlone = step.kind == Step::Kind::Correct || step.kind == Step::Kind::SaveFilter || step.kind == Step::Kind::Remove || step.kind == Step::Kind::Expire
            || step.kind == Step::Kind::RemoveSource;
        const bool isUndone = step.kind == Step::Kind::Mark && m_choice.random().bounded(6) == 0;
        if ((isAlone || isUndone) && !m_isLongUnderWay)
            drain();
        ask(step);
        if (step.kind == Step::Kind::MakeSources)
            drain(); // its id is needed by what follows
        if (!isUndone || m_isLongUnderWay)
            continue;
        drain();
        Step undo;
        undo.kind = Step::Kind::Undo;
        ask(undo);
    }
}

bool Work::run(int rounds)
{
    for (int i = 0; i < rounds && !m_hasFailed; ++i) {
        tellLine({{u"phase"_s, u"opening"_s}});
        if (const Result<void> opened = open(); !opened) {
            std::fprintf(stderr, "%s %s\n", qPrintable(opened.error().message), qPrintable(opened.error().detail));
            return false;
        }
        tellLine({{u"phase"_s, u"open"_s}});
        round();
        if (m_choice.random().bounded(2) == 0)
            drain();
        tellLine({{u"phase"_s, u"closing"_s}});
        close();
        drain(); // what was asked for was done before it closed, or broken off
        m_isLongUnderWay = false;
        tellLine({{u"phase"_s, u"closed"_s}});
    }
    return !m_hasFailed;
}

} // namespace dateline
