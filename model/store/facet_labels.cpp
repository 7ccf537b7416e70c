#include "store/facet_labels.h"

#include "base/countries.h"
#include "base/topics.h"

#include <QLocale>

namespace dateline {
namespace {

QString languageLabel(const QString &code)
{
    const QLocale::Language language = QLocale::codeToLanguage(code);
    return language == QLocale::AnyLanguage ? code : QLocale::languageToString(language);
}

} // namespace

const FacetCount &FacetLabels::of(const FacetIndex &index, quint32 value)
{
    const Facet facet = index.facet(value);
    if (facet != Facet::Country && facet != Facet::Mentions && facet != Facet::Topic && facet != Facet::Language) {
        const QString name = index.names().nameText(value);
        return m_last = {name, name, 0};
    }
    const auto known = m_byValue.constFind(value);
    if (known != m_byValue.cend())
        return *known;
    const QString name = index.names().nameText(value);
    if (facet == Facet::Language)
        return *m_byValue.insert(value, {name, languageLabel(name), 0});
    if (facet != Facet::Topic)
        return *m_byValue.insert(value, {name, country(name), 0});
    const QString shortName = topicShortName(name);
    return *m_byValue.insert(value, {shortName.isEmpty() ? name : shortName, topicLabel(name), 0});
}

QString FacetLabels::country(const QString &code)
{
    auto known = m_countries.constFind(code);
    if (known == m_countries.cend())
        known = m_countries.insert(code, countryName(code));
    return *known;
}

} // namespace dateline
