#include "store/facet_index_gate.h"

#include "store/failure.h"

#include <chrono>

namespace dateline {

FacetIndexGate::Reading FacetIndexGate::reading(std::shared_lock<std::shared_mutex> lock) const
{
    Reading reading;
    reading.m_lock = std::move(lock);
    reading.m_index = m_index.get();
    reading.m_generation = m_generation;
    return reading;
}

std::shared_lock<std::shared_mutex> FacetIndexGate::lockedWithIndex() const
{
    std::shared_lock lock(m_mutex);
    m_applied.wait(lock, [this] { return m_index || m_failure; });
    if (!m_index)
        throw Failed(*m_failure);
    return lock;
}

FacetIndexGate::Reading FacetIndexGate::read() const
{
    return reading(lockedWithIndex());
}

std::optional<FacetIndexGate::Reading> FacetIndexGate::readAt(quint64 generation) const
{
    std::shared_lock lock = lockedWithIndex();
    // The bound only guards against a writer that died between its commit and its apply.
    m_applied.wait_for(lock, std::chrono::seconds(5), [&] { return m_generation >= generation; });
    if (m_generation != generation || !m_index)
        return std::nullopt;
    return reading(std::move(lock));
}

const FacetIndex &FacetIndexGate::own() const
{
    if (!m_index)
        throw Failed(m_failure.value_or(outOfMemory()));
    return *m_index;
}

void FacetIndexGate::apply(const IndexChange &change, quint64 generation)
{
    {
        const std::unique_lock lock(m_mutex);
        m_index->apply(change);
        m_generation = generation;
    }
    m_applied.notify_all();
}

void FacetIndexGate::replace(std::unique_ptr<FacetIndex> index, quint64 generation)
{
    {
        const std::unique_lock lock(m_mutex);
        m_index.swap(index);
        m_failure.reset();
        m_hasFailed = false;
        m_generation = generation;
    }
    m_applied.notify_all();
}

void FacetIndexGate::forget(quint64 generation)
{
    const std::unique_lock lock(m_mutex);
    m_index.reset();
    m_failure.reset();
    m_hasFailed = false;
    m_generation = generation;
}

void FacetIndexGate::fail(const Error &error)
{
    {
        const std::unique_lock lock(m_mutex);
        m_index.reset();
        m_failure = error;
        m_hasFailed = true;
    }
    m_applied.notify_all();
}

bool FacetIndexGate::tryAgain()
{
    if (!m_hasFailed) // asked by the main thread before each query, while a reader may hold the index for long
        return false;
    const std::unique_lock lock(m_mutex);
    if (!m_failure || isFinal())
        return false;
    m_failure.reset();
    m_hasFailed = false;
    return true;
}

bool FacetIndexGate::isWanted() const
{
    const std::shared_lock lock(m_mutex);
    return !m_index && !isFinal();
}

} // namespace dateline
