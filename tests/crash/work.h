// Work: what a worker does until it is killed: opens the profile, asks for steps by chance, some at once, closes it, and again. It tells of
// each step before it asks and as soon as it was acknowledged, on standard output, a line with one write(2) each; so nothing that was
// told can be lost with the worker.
#pragma once

#include "step_choice.h"

#include "base/result.h"

#include <QFuture>
#include <QSemaphore>

#include <atomic>
#include <deque>
#include <functional>

namespace dateline {

struct WorkPlace {
    QString folder;   // the profile
    QString outside;  // for backups, restored profiles, the version of the feeds
    int port = 0;     // of the feeds
    quint32 seed = 0;
};

class Work {
public:
    Work(const WorkPlace &place, const ExpectedProfile &profile, StepChoice::World world);
    virtual ~Work() = default;
    // Gives whether nothing failed.
    bool run(int rounds);

protected:
    virtual Result<void> open() = 0;
    virtual void close() = 0;
    // Asks for the step, and hands its future to asked().
    virtual void perform(const Step &step, int number) = 0;
    virtual void wait() = 0; // until something has finished, or a moment
    static constexpr int Moment = 20; // milliseconds: what was broken off finishes without a word
    QSemaphore m_finished;            // released when an answer has come

    // `take` gets the answer on the main thread.
    template <class T>
    void asked(int number, QFuture<Result<T>> future, std::function<void(const T &)> take = {})
    {
        QFuture<Result<T>> told = future.then([this, number](const Result<T> &done) {
            tell(number, done ? nullptr : &done.error());
            return done;
        });
        told.then([this](const Result<T> &) { wake(); });
        m_pending.push_back({[told] { return told.isFinished(); }, [this, told, take] {
            const Result<T> done = told.resultCount() > 0 ? told.result() : cancelled();
            note(done);
            if (done && take)
                take(*done);
        }});
    }
    void asked(int number, QFuture<Result<void>> future);
    void asked(int number, const Result<void> &done); // of what blocks

    QList<ArticleId> idsOf(const QStringList &guids) const;
    // The correction with the ids that it needs.
    Correction correctionOf(const Step &step) const;
    // So that the profile knows the id by the time it is needed; the lists may have changed meanwhile.
    void rememberCorrection(CorrectionId id);
    void rememberFilter(SavedFilterId id);

    const WorkPlace m_place;
    ExpectedProfile m_profile;
    bool m_isLongUnderWay = false;
    int m_lastBackup = 0; // number of its step; perhaps still being made

private:
    struct Pending {
        std::function<bool()> isFinished;
        std::function<void()> take;
    };
    void wake();
    void ask(Step step);
    void takeFinished();
    void drain();
    void round();
    static void tell(int number, const Error *error);
    // What was broken off because the profile was closed is no failure.
    static tl::unexpected<Error> cancelled() { return failure(ErrorKind::Cancelled, QString()); }
    template <class T>
    void note(const Result<T> &done)
    {
        if (!done && done.error().kind != ErrorKind::Cancelled)
            m_hasFailed = true;
    }

    StepChoice m_choice;
    std::deque<Pending> m_pending;
    std::atomic_bool m_hasFailed = false;
    int m_number = 0;
};

std::unique_ptr<Work> makeStoreWork(const WorkPlace &place, const ExpectedProfile &profile);
std::unique_ptr<Work> makeLibraryWork(const WorkPlace &place, const ExpectedProfile &profile);

} // namespace dateline
