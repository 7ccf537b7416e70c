#include "store/posting_list.h"

#include <algorithm>

namespace dateline {
namespace {

constexpr size_t MostFew = 512;

} // namespace

bool PostingList::add(quint32 id)
{
    if (m_many) {
        const bool isNew = m_many->addChecked(id);
        m_count += isNew;
        return isNew;
    }
    if (m_few.empty() || m_few.back() < id) { // nearly always: ids grow
        m_few.push_back(id);
    } else {
        const auto place = std::lower_bound(m_few.begin(), m_few.end(), id);
        if (*place == id)
            return false;
        m_few.insert(place, id);
    }
    ++m_count;
    if (m_few.size() > MostFew) {
        m_many = std::make_unique<IdBitmap>(m_few.size(), m_few.data());
        m_few = {};
    }
    return true;
}

bool PostingList::remove(quint32 id)
{
    if (m_many) {
        const bool was = m_many->removeChecked(id);
        m_count -= was;
        return was;
    }
    const auto place = std::lower_bound(m_few.begin(), m_few.end(), id);
    if (place == m_few.end() || *place != id)
        return false;
    m_few.erase(place);
    --m_count;
    return true;
}

bool PostingList::contains(quint32 id) const
{
    return m_many ? m_many->contains(id) : std::binary_search(m_few.begin(), m_few.end(), id);
}

void PostingList::addTo(IdBitmap &bitmap) const
{
    if (m_many)
        bitmap |= *m_many;
    else
        bitmap.addMany(m_few.size(), m_few.data());
}

void PostingList::addTo(DenseSet &ids) const
{
    if (m_many)
        ids.add(*m_many);
    for (quint32 id : m_few)
        ids.add(id);
}

IdBitmap PostingList::toBitmap() const
{
    return m_many ? *m_many : IdBitmap(m_few.size(), m_few.data());
}

quint32 PostingList::countIn(const DenseSet &ids) const
{
    return m_many ? ids.countOf(*m_many) : ids.countOf(m_few.data(), m_few.size());
}

bool PostingList::operator==(const PostingList &other) const
{
    return m_count == other.m_count && toBitmap() == other.toBitmap();
}

} // namespace dateline
