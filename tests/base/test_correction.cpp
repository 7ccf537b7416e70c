// Corrections: what is shown of what the analysis found.
#include "base/correction.h"

#include "base/folding.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <map>

using namespace dateline;

namespace {

EntityName person(const QString &name)
{
    return {EntityKind::Person, name};
}

EntityName organisation(const QString &name)
{
    return {EntityKind::Organisation, name};
}

Entity found(const EntityName &name, double salience, const QList<Span> &mentions = {{0, 4, Part::Text}})
{
    return {name.name, name.kind, salience, mentions};
}

// "person Vucic, organisation NATO"
QString inWords(const QList<Entity> &entities)
{
    QStringList words;
    for (const Entity &entity : entities)
        words += entityKindName(entity.kind) + u' ' + entity.name;
    return words.join(u", ");
}

QString shownAs(const QList<Correction> &corrections, const EntityName &entity)
{
    const std::optional<EntityName> shown = CorrectionSet(corrections).shown(entity);
    return shown ? entityKindName(shown->kind) + u' ' + shown->name : QStringLiteral("nothing");
}

} // namespace

class TestCorrection final : public QObject {
    Q_OBJECT
private slots:
    void leavesOutWhatIsNoEntity();
    void joinsWhatIsTheSame();
    void keepsAnotherKindOfTheSameName();
    void renamesSpeakers();
    void followsCorrectionsToTheirEnd();
    void aLongChainIsFollowedBackwardsInOneGo();
    void takesTheLatestOfTwo();
    void goesRoundNoCircle();
    void doesNotTouchOtherArticles();
    void saysWhatAnArticleIsAbout();
    void takesTheLatestAboutOneCountry();
    void randomCorrectionsEqualStepByStepOnes();
};

void TestCorrection::leavesOutWhatIsNoEntity()
{
    Annotations annotations;
    annotations.entities = {found(person(u"Mr Speaker"_qs), 0.5), found(organisation(u"NATO"_qs), 0.4)};
    const CorrectionSet set({Correction::notAnEntity(person(u"MR SPEAKER"_qs))});
    QCOMPARE(inWords(corrected(annotations, set, {}).entities), u"organisation NATO"_qs);
}

void TestCorrection::joinsWhatIsTheSame()
{
    Annotations annotations;
    annotations.entities = {found(person(u"Lavrov"_qs), 0.6, {{3, 6, Part::Title}, {40, 6, Part::Text}}), found(organisation(u"UN"_qs), 0.55),
                            found(person(u"Sergey Lavrov"_qs), 0.5, {{10, 13, Part::Text}, {90, 13, Part::Text}})};
    const QList<Entity> shown = corrected(annotations, CorrectionSet({Correction::sameEntity(person(u"Lavrov"_qs), person(u"Sergey Lavrov"_qs))}), {}).entities;
    QCOMPARE(inWords(shown), u"person Sergey Lavrov, organisation UN"_qs);
    QCOMPARE(shown[0].mentions, (QList<Span>{{3, 6, Part::Title}, {10, 13, Part::Text}, {40, 6, Part::Text}, {90, 13, Part::Text}}));
    QCOMPARE(shown[0].salience, 0.8);
}

void TestCorrection::keepsAnotherKindOfTheSameName()
{
    Annotations annotations;
    annotations.entities = {found(person(u"Washington"_qs), 0.5), found({EntityKind::Place, u"Washington"_qs}, 0.4)};
    const CorrectionSet none({Correction::notAnEntity(person(u"Washington"_qs))});
    QCOMPARE(inWords(corrected(annotations, none, {}).entities), u"place Washington"_qs);
    const CorrectionSet another({Correction::sameEntity(person(u"Washington"_qs), {EntityKind::Place, u"Washington"_qs})});
    QCOMPARE(inWords(corrected(annotations, another, {}).entities), u"place Washington"_qs);
}

void TestCorrection::renamesSpeakers()
{
    Annotations annotations;
    annotations.entities = {found(person(u"Lavrov"_qs), 0.5), found(person(u"Moscow"_qs), 0.4)};
    annotations.quotes = {{u"Lavrov"_qs, {0, 3}, {}, true}, {u"a farmer"_qs, {5, 3}, {}, true}, {u"Moscow"_qs, {9, 3}, {}, false}};
    const CorrectionSet set({Correction::sameEntity(person(u"Lavrov"_qs), person(u"Sergey Lavrov"_qs)), Correction::notAnEntity(person(u"Moscow"_qs))});
    const QList<Quote> quotes = corrected(annotations, set, {}).quotes;
    QCOMPARE(quotes[0].speaker, u"Sergey Lavrov"_qs);
    QCOMPARE(quotes[1].speaker, u"a farmer"_qs);
    QCOMPARE(quotes[2].speaker, u"Moscow"_qs);
}

void TestCorrection::followsCorrectionsToTheirEnd()
{
    const QList<Correction> corrections = {Correction::sameEntity(person(u"A"_qs), person(u"B"_qs)), Correction::sameEntity(person(u"B"_qs), organisation(u"C"_qs)),
                                           Correction::sameEntity(organisation(u"C"_qs), organisation(u"Č"_qs)), Correction::notAnEntity(person(u"X"_qs)),
                                           Correction::sameEntity(person(u"W"_qs), person(u"X"_qs))};
    QCOMPARE(shownAs(corrections, person(u"A"_qs)), u"organisation Č"_qs);
    QCOMPARE(shownAs(corrections, person(u"W"_qs)), u"nothing"_qs);
    QCOMPARE(shownAs(corrections, person(u"Y"_qs)), u"person Y"_qs);
    const CorrectionSet set(corrections);
    QCOMPARE(set.way(person(u"a"_qs)), corrections.mid(0, 3));
    QCOMPARE(set.leadingTo(organisation(u"c"_qs)).size(), 3);
    QCOMPARE(set.leadingTo(person(u"Y"_qs)), QList<EntityName>{person(u"Y"_qs)});
}

void TestCorrection::aLongChainIsFollowedBackwardsInOneGo()
{
    QList<Correction> chain;
    for (int i = 0; i < 20'000; ++i)
        chain.append(Correction::sameEntity(person(u"P%1"_qs.arg(i)), person(u"P%1"_qs.arg(i + 1))));
    QCOMPARE(CorrectionSet(chain).leadingTo(person(u"P20000"_qs)).size(), 20'001);
}

void TestCorrection::takesTheLatestOfTwo()
{
    const Correction first = Correction::sameEntity(person(u"A"_qs), person(u"B"_qs));
    const Correction second = Correction::sameEntity(person(u"a"_qs), person(u"C"_qs));
    QCOMPARE(shownAs({first, second}, person(u"A"_qs)), u"person C"_qs);
    QCOMPARE(shownAs({second, first}, person(u"A"_qs)), u"person B"_qs);
}

void TestCorrection::goesRoundNoCircle()
{
    const Correction toB = Correction::sameEntity(person(u"A"_qs), person(u"B"_qs));
    const Correction toA = Correction::sameEntity(person(u"B"_qs), person(u"A"_qs));
    for (const QString &name : {u"A"_qs, u"B"_qs}) {
        QCOMPARE(shownAs({toB, toA}, person(name)), u"person A"_qs);
        QCOMPARE(shownAs({toA, toB}, person(name)), u"person B"_qs);
    }
    const Correction intoIt = Correction::sameEntity(person(u"C"_qs), person(u"B"_qs));
    QCOMPARE(shownAs({toB, toA, intoIt}, person(u"C"_qs)), u"person A"_qs);
}

void TestCorrection::doesNotTouchOtherArticles()
{
    Annotations annotations;
    annotations.entities = {found(person(u"Vucic"_qs), 0.5), found(person(u"VUČIĆ"_qs), 0.5)};
    QCOMPARE(corrected(annotations, CorrectionSet({Correction::notAnEntity(person(u"Lavrov"_qs))}), {}), annotations);
}

void TestCorrection::saysWhatAnArticleIsAbout()
{
    using Bearing = Correction::Bearing;
    Annotations annotations;
    annotations.countries = {{u"RS"_qs, true, 0.5, {{0, 6}}}, {u"XK"_qs, false, 0.4, {{9, 6}}}, {u"GB"_qs, true, 0.3, {}}};
    annotations.topics = {{u"medtop:11000000"_qs, 0.9, {}}};
    const ArticleId article{7};
    const Annotations shown = corrected(annotations, {}, {Correction::country(article, u"RS"_qs, Bearing::NotAbout), Correction::country(article, u"XK"_qs, Bearing::About),
                                                          Correction::country(article, u"GB"_qs, Bearing::NotNamed), Correction::country(article, u"FR"_qs, Bearing::About),
                                                          Correction::country(article, u"DE"_qs, Bearing::NotAbout), Correction::topic(article, u"medtop:11000000"_qs, false),
                                                          Correction::topic(article, u"medtop:16000000"_qs, true)});
    const QList<CountryMention> countries = {{u"FR"_qs, true, 1, {}}, {u"RS"_qs, false, 0.5, {{0, 6}}}, {u"XK"_qs, true, 0.4, {{9, 6}}}};
    QCOMPARE(shown.countries, countries);
    QCOMPARE(shown.topics, (QList<Topic>{{u"medtop:16000000"_qs, 1, {}}}));
}

void TestCorrection::takesTheLatestAboutOneCountry()
{
    using Bearing = Correction::Bearing;
    const Correction about = Correction::country({7}, u"RS"_qs, Bearing::About), notAbout = Correction::country({7}, u"RS"_qs, Bearing::NotAbout);
    QCOMPARE(corrected({}, {}, {notAbout, about}).countries.size(), 1);
    QVERIFY(corrected({}, {}, {about, notAbout}).countries.isEmpty()); // as if the first had never been made
}

// Where there is no circle, following is replacing again and again by the latest; where there is one, all in it are shown alike, and
// by an entity of the circle. What leads to an entity is what passes it.
void TestCorrection::randomCorrectionsEqualStepByStepOnes()
{
    QRandomGenerator chance(11);
    const auto someone = [&] { return person(QString(QChar(u'a' + chance.bounded(7)))); };
    for (int round = 0; round < 2000; ++round) {
        QList<Correction> corrections;
        std::map<QString, std::optional<QString>> latest;
        for (int i = chance.bounded(9); i > 0; --i) {
            const EntityName entity = someone();
            const EntityName instead = someone();
            const bool isNone = chance.bounded(4) == 0;
            corrections += isNone ? Correction::notAnEntity(entity) : Correction::sameEntity(entity, instead);
            latest[entity.name] = isNone ? std::nullopt : std::optional(instead.name);
        }
        const CorrectionSet set(corrections);
        for (char16_t letter = u'a'; letter < u'h'; ++letter) {
            const EntityName start = person(QString(QChar(letter)));
            std::optional<QString> name = start.name;
            QSet<QString> passed;
            while (name && latest.contains(*name) && !passed.contains(*name) && latest[*name] != name) {
                passed += *name;
                name = latest[*name];
            }
            const std::optional<EntityName> shown = set.shown(start);
            const bool isCircle = name && passed.contains(*name);
            if (!isCircle)
                QCOMPARE(shown ? shown->name : u"none"_qs, name.value_or(u"none"_qs));
            else
                QVERIFY(shown && passed.contains(shown->name) && set.shown(*shown) == shown && set.shown(person(*name)) == shown);
            if (name)
                passed += *name;
            for (const QString &each : std::as_const(passed))
                QVERIFY(set.leadingTo(person(each)).contains(start));
        }
    }
}

QTEST_GUILESS_MAIN(TestCorrection)
#include "test_correction.moc"
