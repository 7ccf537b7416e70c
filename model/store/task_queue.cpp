#include "store/task_queue.h"

#include <pthread.h>

namespace dateline {

TaskQueue::TaskQueue(const char *name) : m_thread(&TaskQueue::loop, this)
{
    pthread_setname_np(m_thread.native_handle(), name);
}

TaskQueue::~TaskQueue()
{
    finish();
}

void TaskQueue::post(std::function<void()> task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_ending && std::this_thread::get_id() != m_thread.get_id())
            return;
        m_tasks.push_back(std::move(task));
    }
    m_posted.notify_one();
}

void TaskQueue::postIn(std::chrono::milliseconds time, std::function<void()> task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_later.emplace(Clock::now() + time, std::move(task));
    }
    m_posted.notify_one(); // it may be due before what is waited for
}

bool TaskQueue::isEmpty()
{
    const std::lock_guard lock(m_mutex);
    return m_tasks.empty();
}

void TaskQueue::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_posted.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void TaskQueue::takeWhatIsDue()
{
    while (!m_later.empty() && m_later.begin()->first <= Clock::now())
        m_tasks.push_back(std::move(m_later.extract(m_later.begin()).mapped()));
}

void TaskQueue::loop()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        takeWhatIsDue();
        if (m_tasks.empty()) {
            if (m_ending)
                return;
            if (m_later.empty())
                m_posted.wait(lock);
            else
                m_posted.wait_until(lock, Clock::time_point(m_later.begin()->first)); // a copy: the one there may be taken out meanwhile
            continue;
        }
        std::function<void()> task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        task();
        task = nullptr; // what it holds is let go before the lock is taken again
        lock.lock();
    }
}

} // namespace dateline
