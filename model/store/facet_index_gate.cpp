#include "store/facet_index_gate.h"

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

FacetIndexGate::Reading FacetIndexGate::read() const
{
    return reading(std::shared_lock(m_mutex));
}

std::optional<FacetIndexGate::Reading> FacetIndexGate::readAt(quint64 generation) const
{
    std::shared_lock lock(m_mutex);
    // The bound only guards against a writer that died between its commit and its apply.
    m_applied.wait_for(lock, std::chrono::seconds(5), [&] { return m_generation >= generation; });
    if (m_generation != generation)
        return std::nullopt;
    return reading(std::move(lock));
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
        m_generation = generation;
    }
    m_applied.notify_all();
}

} // namespace dateline
