// The world map: outlines, what is where, and what a click means.
#include "ui/map/world_map.h"
#include "ui/map/world_outlines.h"

#include "base/countries.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace dateline;

class TestWorldMap final : public QObject {
    Q_OBJECT

    Theme m_theme;

private slots:
    void initTestCase() { m_theme.applyTo(*qApp); }

    void outlinesAreThoseOfCountries()
    {
        const WorldOutlines &world = WorldOutlines::builtIn();
        QCOMPARE(world.size.width(), 4000);
        QVERIFY(world.countries.size() > 200);
        QSet<QString> codes;
        for (const CountryOutline &country : world.countries) {
            QVERIFY2(country.code.isEmpty() || isCountryCode(country.code), qPrintable(country.code));
            QVERIFY2(country.code.isEmpty() || !codes.contains(country.code), qPrintable(country.code));
            codes.insert(country.code);
            QVERIFY(!country.path.isEmpty() || !country.code.isEmpty());
            QVERIFY2(country.path.isEmpty() || (QRectF(0, 0, 4000, 2000).contains(country.bounds.topLeft()) && QRectF(0, 0, 4000, 2000).contains(country.bounds.bottomRight())), qPrintable(country.code));
        }
        for (const char *code : {"RS", "XK", "SG", "MT", "US", "FJ", "VA"})
            QVERIFY2(codes.contains(QString::fromLatin1(code)), code);
    }

    void linesThatMakeNoSenseAreLeftOut()
    {
        const WorldOutlines world = WorldOutlines::read("# a comment\nsize\t100,50\nAA\t5,5\t0,0 10,0 0,10 -10,0\nBB\tx,y\t0,0\nCC\t5,5\t0,0 nonsense\nDD\n\n");
        QCOMPARE(world.size, QSizeF(100, 50));
        QCOMPARE(world.countries.size(), 1);
        QVERIFY(world.countries[0].path.contains(QPointF(5, 5)));
        QVERIFY(WorldOutlines::read({}).countries.isEmpty());
    }

    void aClickPicksACountryThatHasACount()
    {
        WorldMap map(m_theme);
        map.resize(900, 400);
        map.setCounts({{QStringLiteral("BR"), 3}, {QStringLiteral("MT"), 1}});
        map.show();
        QSignalSpy picked(&map, &WorldMap::countryPicked);
        QTest::mouseClick(&map, Qt::LeftButton, {}, map.placeOf(QStringLiteral("BR")).toPoint());
        QTest::mouseClick(&map, Qt::LeftButton, Qt::ShiftModifier, map.placeOf(QStringLiteral("MT")).toPoint());
        QTest::mouseClick(&map, Qt::LeftButton, {}, map.placeOf(QStringLiteral("AU")).toPoint());
        QTest::mouseClick(&map, Qt::LeftButton, {}, QPoint(2, 2));
        QCOMPARE(picked.size(), 2);
        QCOMPARE(picked[0][0].toString(), QStringLiteral("BR"));
        QVERIFY(!picked[0][1].toBool());
        QCOMPARE(picked[1][0].toString(), QStringLiteral("MT"));
        QVERIFY(picked[1][1].toBool());
    }

    void draggingMovesAndPicksNothing()
    {
        WorldMap map(m_theme);
        map.resize(900, 400);
        map.setCounts({{QStringLiteral("BR"), 3}});
        map.show();
        QSignalSpy picked(&map, &WorldMap::countryPicked);
        map.zoomBy(4, map.placeOf(QStringLiteral("BR")));
        const QPointF before = map.placeOf(QStringLiteral("BR"));
        QTest::mousePress(&map, Qt::LeftButton, {}, before.toPoint());
        QMouseEvent move(QEvent::MouseMove, before + QPointF(60, 20), map.mapToGlobal(before + QPointF(60, 20)), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(&map, &move);
        QTest::mouseRelease(&map, Qt::LeftButton, {}, (before + QPointF(60, 20)).toPoint());
        QCOMPARE(picked.size(), 0);
        QVERIFY(std::abs(map.placeOf(QStringLiteral("BR")).x() - before.x() - 60) < 1);
    }

    void comingCloserKeepsThePlaceUnderThePointer()
    {
        WorldMap map(m_theme);
        map.resize(900, 400);
        const QPointF place = map.placeOf(QStringLiteral("RS"));
        map.zoomBy(3, place);
        QCOMPARE(map.zoom(), 3.0);
        QVERIFY(QLineF(map.placeOf(QStringLiteral("RS")), place).length() < 1);
        map.zoomBy(0.01, place);
        QCOMPARE(map.zoom(), 1.0);
    }

    void theMapIsPaintedInBothThemes()
    {
        WorldMap map(m_theme);
        map.resize(600, 270);
        map.setCounts({{QStringLiteral("BR"), 3}, {QStringLiteral("FR"), 1}});
        m_theme.setAppearance(Appearance::Light);
        const QImage light = map.grab().toImage();
        m_theme.setAppearance(Appearance::Dark);
        const QImage dark = map.grab().toImage();
        m_theme.setAppearance(Appearance::Light);
        const QPoint brazil = map.placeOf(QStringLiteral("BR")).toPoint(), china = map.placeOf(QStringLiteral("CN")).toPoint();
        QVERIFY(light.pixelColor(brazil) != light.pixelColor(china));
        QVERIFY(dark.pixelColor(china) != light.pixelColor(china));
        map.setChosen({QStringLiteral("BR")});
        QCOMPARE(map.grab().toImage().pixelColor(brazil), m_theme.colors().accent);
    }
};

QTEST_MAIN(TestWorldMap)
#include "test_world_map.moc"
