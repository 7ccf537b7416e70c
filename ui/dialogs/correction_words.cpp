#include "ui/dialogs/correction_words.h"

#include "base/countries.h"
#include "base/topics.h"

#include <QCoreApplication>

namespace dateline {
namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Corrections", text);
}

QString noneSentence(const EntityName &entity)
{
    switch (entity.kind) {
    case EntityKind::Person: return translated("“%1” is not a person").arg(entity.name);
    case EntityKind::Organisation: return translated("“%1” is not an organisation").arg(entity.name);
    case EntityKind::Place: break;
    }
    return translated("“%1” is not a place").arg(entity.name);
}

QString kindSentence(const QString &name, EntityKind kind)
{
    switch (kind) {
    case EntityKind::Person: return translated("“%1” is a person").arg(name);
    case EntityKind::Organisation: return translated("“%1” is an organisation").arg(name);
    case EntityKind::Place: break;
    }
    return translated("“%1” is a place").arg(name);
}

QString sameSentence(const EntityName &entity, const EntityName &instead)
{
    if (entity.kind == instead.kind)
        return translated("“%1” is “%2”").arg(entity.name, instead.name);
    if (entity.name == instead.name)
        return kindSentence(entity.name, instead.kind);
    return translated("“%1” is “%2” (%3)").arg(entity.name, instead.name, kindLabel(instead.kind));
}

QString countrySentence(const QString &country, Correction::Bearing bearing)
{
    switch (bearing) {
    case Correction::Bearing::About: return translated("About %1").arg(country);
    case Correction::Bearing::NotAbout: return translated("Not about %1").arg(country);
    case Correction::Bearing::NotNamed: break;
    }
    return translated("Doesn't name %1").arg(country);
}

} // namespace

QString kindLabel(EntityKind kind)
{
    switch (kind) {
    case EntityKind::Person: return translated("Person");
    case EntityKind::Organisation: return translated("Organisation");
    case EntityKind::Place: break;
    }
    return translated("Place");
}

QString correctionSentence(const Correction &correction)
{
    switch (correction.kind) {
    case Correction::Kind::NotAnEntity: return noneSentence(correction.entity);
    case Correction::Kind::SameEntity: return sameSentence(correction.entity, correction.instead);
    case Correction::Kind::ArticleCountry: return countrySentence(countryName(correction.value), correction.bearing);
    case Correction::Kind::ArticleTopic: break;
    }
    const QString topic = topicLabel(correction.value);
    return correction.bearing == Correction::Bearing::About ? translated("Of the topic %1").arg(topic) : translated("Not of the topic %1").arg(topic);
}

} // namespace dateline
