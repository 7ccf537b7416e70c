// TaskQueue: one thread that runs tasks in the order they were posted.
#pragma once

#include <QFuture>
#include <QPromise>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace dateline {

class TaskQueue final {
public:
    explicit TaskQueue(const char *name);
    ~TaskQueue();
    TaskQueue(const TaskQueue &) = delete;
    TaskQueue &operator=(const TaskQueue &) = delete;

    void post(std::function<void()> task);
    // Posts it when so much time has gone by. What is still to come when the queue finishes is dropped.
    void postIn(std::chrono::milliseconds time, std::function<void()> task);
    bool isEmpty(); // but for the task that runs
    // Runs what was posted, then ends the thread. Later posts are dropped, but for those of the tasks themselves.
    void finish();

    // Runs `work` and hands its result to the future. With `mayDrop`, work whose future was cancelled before its turn is not
    // begun. `after` runs when the future is finished.
    template <class T>
    QFuture<T> ask(std::function<T()> work, bool mayDrop, std::function<void()> after = {})
    {
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        QFuture<T> future = promise->future();
        post([promise, work = std::move(work), mayDrop, after = std::move(after)] {
            if (!(mayDrop && promise->isCanceled()))
                promise->addResult(work());
            promise->finish();
            if (after)
                after();
        });
        return future;
    }

    // The same with work that may be dropped, and asks now and then whether it still is wanted.
    template <class T>
    QFuture<T> askStoppable(std::function<T(const std::function<bool()> &isStopped)> work)
    {
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        QFuture<T> future = promise->future();
        post([promise, work = std::move(work)] {
            const auto isStopped = [&promise] { return promise->isCanceled(); };
            if (!isStopped())
                promise->addResult(work(isStopped));
            promise->finish();
        });
        return future;
    }

private:
    using Clock = std::chrono::steady_clock;

    void loop();
    void takeWhatIsDue();

    std::mutex m_mutex;
    std::condition_variable m_posted;
    std::deque<std::function<void()>> m_tasks;
    std::multimap<Clock::time_point, std::function<void()>> m_later;
    bool m_ending = false;
    std::thread m_thread; // last, so that all else is there when it begins
};

} // namespace dateline
