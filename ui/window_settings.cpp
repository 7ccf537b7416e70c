#include "ui/window_settings.h"

#include <QDir>

namespace dateline {

WindowSettings::WindowSettings(const QString &profileFolder)
    : m_file(QDir(profileFolder).filePath(QStringLiteral("window.ini")), QSettings::IniFormat)
{
}

int WindowSettings::bounded(const QString &key, int lowest, int highest, int otherwise) const
{
    bool isNumber = false;
    const int value = m_file.value(key).toInt(&isNumber);
    return isNumber && value >= lowest && value <= highest ? value : otherwise;
}

QByteArray WindowSettings::geometry() const
{
    return m_file.value(QStringLiteral("window/geometry")).toByteArray();
}

void WindowSettings::setGeometry(const QByteArray &geometry)
{
    m_file.setValue(QStringLiteral("window/geometry"), geometry);
}

QByteArray WindowSettings::panes() const
{
    return m_file.value(QStringLiteral("window/panes")).toByteArray();
}

void WindowSettings::setPanes(const QByteArray &panes)
{
    m_file.setValue(QStringLiteral("window/panes"), panes);
}

std::optional<bool> WindowSettings::isFacetPanelShown() const
{
    const QVariant value = m_file.value(QStringLiteral("window/facetPanel"));
    return value.isValid() ? std::optional(value.toBool()) : std::nullopt;
}

void WindowSettings::setFacetPanelShown(bool shown)
{
    m_file.setValue(QStringLiteral("window/facetPanel"), shown);
}

bool WindowSettings::isSideBarShown() const
{
    return m_file.value(QStringLiteral("window/sideBar"), true).toBool();
}

void WindowSettings::setSideBarShown(bool shown)
{
    m_file.setValue(QStringLiteral("window/sideBar"), shown);
}

QList<int> WindowSettings::openSections() const
{
    QList<int> facets;
    for (const QVariant &facet : m_file.value(QStringLiteral("window/openSections")).toList())
        facets.append(facet.toInt());
    return facets;
}

void WindowSettings::setOpenSections(const QList<int> &facets)
{
    QVariantList values;
    for (const int facet : facets)
        values.append(facet);
    m_file.setValue(QStringLiteral("window/openSections"), values);
}

QString WindowSettings::lastQuery() const
{
    return m_file.value(QStringLiteral("window/query")).toString();
}

void WindowSettings::setLastQuery(const QString &query)
{
    m_file.setValue(QStringLiteral("window/query"), query);
}

Appearance WindowSettings::appearance() const
{
    return static_cast<Appearance>(bounded(QStringLiteral("look/appearance"), 0, 2, 0));
}

void WindowSettings::setAppearance(Appearance appearance)
{
    m_file.setValue(QStringLiteral("look/appearance"), static_cast<int>(appearance));
}

ReadingFace WindowSettings::readingFace() const
{
    return static_cast<ReadingFace>(bounded(QStringLiteral("look/readingFace"), 0, 1, 0));
}

void WindowSettings::setReadingFace(ReadingFace face)
{
    m_file.setValue(QStringLiteral("look/readingFace"), static_cast<int>(face));
}

int WindowSettings::readingPointSize() const
{
    return bounded(QStringLiteral("look/readingSize"), 8, 40, normalPointSize);
}

void WindowSettings::setReadingPointSize(int points)
{
    m_file.setValue(QStringLiteral("look/readingSize"), points);
}

std::optional<std::chrono::milliseconds> WindowSettings::markReadDelay() const
{
    const int delay = bounded(QStringLiteral("reading/markReadAfter"), -1, 60'000, 1500);
    return delay < 0 ? std::nullopt : std::optional(std::chrono::milliseconds(delay));
}

void WindowSettings::setMarkReadDelay(std::optional<std::chrono::milliseconds> delay)
{
    m_file.setValue(QStringLiteral("reading/markReadAfter"), delay ? static_cast<int>(delay->count()) : -1);
}

StartWith WindowSettings::startWith() const
{
    return static_cast<StartWith>(bounded(QStringLiteral("reading/startWith"), 0, 3, 0));
}

void WindowSettings::setStartWith(StartWith what)
{
    m_file.setValue(QStringLiteral("reading/startWith"), static_cast<int>(what));
}

} // namespace dateline
