// The colours can be read, in both themes, and every icon draws.
#include "ui/theme/theme.h"

#include "base/topics.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace dateline;

namespace {

// Relative luminance and contrast as WCAG 2.2 defines them.
double luminance(const QColor &color)
{
    const auto linear = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double high = std::max(luminance(a), luminance(b)), low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private slots:
    void canBeRead_data()
    {
        QTest::addColumn<Appearance>("appearance");
        QTest::newRow("light") << Appearance::Light;
        QTest::newRow("dark") << Appearance::Dark;
    }

    void canBeRead()
    {
        QFETCH(Appearance, appearance);
        Theme theme;
        theme.setAppearance(appearance);
        const ThemeColors &c = theme.colors();
        for (const QColor &ground : {c.background, c.surface, c.raised, c.selection, c.hover}) {
            QVERIFY(contrast(c.text, ground) >= 9);
            QVERIFY(contrast(c.secondaryText, ground) >= 4.5);
        }
        for (const QColor &ground : {c.background, c.surface})
            QVERIFY2(contrast(c.faintText, ground) >= 4.2, qPrintable(ground.name()));
        for (const QColor &color : {c.accent, c.error, c.warning, c.person, c.organisation, c.place})
            QVERIFY2(contrast(color, c.surface) >= 4.5, qPrintable(color.name()));
        QVERIFY(contrast(c.accentText, c.accent) >= 4.5);
        for (const TopicName &topic : topicNames()) {
            const QColor color = theme.topicColor(QString::fromLatin1(topic.id));
            QVERIFY2(color != c.secondaryText && contrast(color, c.surface) >= 2.5, topic.shortName);
            QCOMPARE(theme.topicColor(QString::fromLatin1(topic.shortName)), color);
        }
        QCOMPARE(theme.topicColor(u"nosuch"), c.secondaryText);
    }

    void drawsEveryIcon()
    {
        Theme theme;
        const QStringList icons = QDir(u":/dateline/icons"_qs).entryList();
        QVERIFY(icons.size() > 30);
        for (const QString &name : icons) {
            const QImage drawn = theme.icon(name.chopped(4)).pixmap(24, 24).toImage();
            bool hasInk = false;
            for (int y = 0; y < drawn.height() && !hasInk; ++y) {
                for (int x = 0; x < drawn.width() && !hasInk; ++x)
                    hasInk = drawn.pixelColor(x, y).alpha() > 100;
            }
            QVERIFY2(hasInk, qPrintable(name));
        }
    }

    void changesTheWholeApplication()
    {
        Theme theme;
        theme.setAppearance(Appearance::Light);
        theme.applyTo(*qApp);
        QSignalSpy changed(&theme, &Theme::changed);
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() > 128);
        theme.setAppearance(Appearance::Dark);
        QCOMPARE(changed.size(), 1);
        QVERIFY(theme.isDark());
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 128);
        QVERIFY(!qApp->styleSheet().contains(u'@'));
    }

    void followsTheSystem()
    {
        Theme theme;
        theme.applyTo(*qApp);
        QCOMPARE(theme.isDark(), false); // the offscreen platform is light
        theme.setAppearance(Appearance::Dark);
        theme.setAppearance(Appearance::System);
        QCOMPARE(theme.isDark(), false);
    }

    void keepsTypeSizesWithinReason()
    {
        Theme theme;
        theme.setReadingPointSize(400);
        QCOMPARE(theme.readingPointSize(), 40);
        theme.setReadingPointSize(-3);
        QCOMPARE(theme.readingPointSize(), 8);
    }
};

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
