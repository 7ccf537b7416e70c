#include "store/value_names.h"

#include "store/index_file.h"

namespace dateline {
namespace {

constexpr qsizetype LongestBytes = 4096; // ValueTable makes no longer ones; a damaged profile might hold some

} // namespace

void ValueNames::set(quint32 value, const QString &key, const QString &name)
{
    const QByteArray keyBytes = key.toUtf8().left(LongestBytes);
    const QByteArray nameBytes = name.toUtf8().left(LongestBytes);
    if (value >= m_places.size())
        m_places.resize(value + size_t(1));
    m_places[value] = {static_cast<quint32>(m_text.size()), static_cast<quint16>(keyBytes.size()), static_cast<quint16>(nameBytes.size())};
    m_text.append(keyBytes.constData(), static_cast<size_t>(keyBytes.size()));
    m_text.append(nameBytes.constData(), static_cast<size_t>(nameBytes.size()));
}

// What a file says is believed as far as it lies within the file.
std::string_view ValueNames::text(size_t start, size_t size) const
{
    return start + size <= m_text.size() ? std::string_view(m_text.data() + start, size) : std::string_view();
}

std::string_view ValueNames::key(quint32 value) const
{
    const Place place = m_places[value];
    return text(place.start, place.keySize);
}

std::string_view ValueNames::name(quint32 value) const
{
    const Place place = m_places[value];
    return text(size_t(place.start) + place.keySize, place.nameSize);
}

QString ValueNames::nameText(quint32 value) const
{
    const std::string_view text = name(value);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

void ValueNames::write(IndexFileWriter &file) const
{
    file.add(IndexSection::NamePlaces, m_places.span());
    file.add(IndexSection::Names, m_text.span());
}

bool ValueNames::map(const IndexFile &file)
{
    return file.map(IndexSection::NamePlaces, m_places) && file.map(IndexSection::Names, m_text);
}

} // namespace dateline
