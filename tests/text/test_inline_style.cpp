#include "text/inline_style.h"

#include <QTest>

using namespace dateline;

class TestInlineStyle final : public QObject {
    Q_OBJECT

private slots:
    void whatIsHiddenIsKnownByItsStyle_data()
    {
        QTest::addColumn<bool>("isElementHidden");
        QTest::addColumn<bool>("isImageHidden");
        const auto row = [](const char *style, bool element, bool image) { QTest::newRow(style) << element << image; };
        row("", false, false);
        row("color:red", false, false);
        row("display:none", true, true);
        row("display:block", false, false);
        row("color:red; DISPLAY :\tNONE ! important;", true, true);
        row("display:/* not */none", true, true);
        row("/*display:none", false, false);
        row("display:none;display:block", false, false);
        row("visibility:hidden", true, true);
        row("visibility:visible", false, false);
        row("position:absolute;left:-9999px", true, true);
        row("margin-left:-1000em", true, true);
        row("left:-10px", false, false);
        row("clip:rect(0 0 0 0)", true, true);
        row("clip-path:inset(50%)", true, true);
        row("transform:scale(0)", true, true);
        row("transform:scale(0.9)", false, false);
        row("width:1px;height:1px;overflow:hidden", true, true);
        row("width:1px;height:1px", false, true);
        row("max-height:0;overflow:hidden", false, true); // a press may unfold it
        row("max-height:0;overflow:hidden;opacity:0", true, true);
        row("max-height:0px;font-size:1px", true, true);
        row("max-height:0px;overflow:hidden;mso-hide:all", true, true);
        row("mso-hide:all", false, false); // others than Outlook show it
        row("height:0;padding-bottom:56.25%;overflow:hidden", false, true);
        row("width:0;min-width:100%;height:0;min-height:100%", false, false);
        row("opacity:0", false, true);
        row("opacity:0.0", false, true);
        row("opacity:0%", false, true);
        row("opacity:.8", false, false);
        row("opacity:inherit", false, false);
        row("width:.1em", false, true);
        row("width:1.5pt", false, true);
        row("width:0%", false, true);
        row("width:1%", false, false);
        row("height:1in", false, false);
        row("width:100%;height:auto", false, false);
        row("border-width:1px;line-height:1px", false, false);
        row("width", false, false);
        row(":none;;:", false, false);
    }

    void whatIsHiddenIsKnownByItsStyle()
    {
        QFETCH(bool, isElementHidden);
        QFETCH(bool, isImageHidden);
        const QByteArrayView style(QTest::currentDataTag());
        QCOMPARE(hidesElement(style), isElementHidden);
        QCOMPARE(hidesImage(style), isImageHidden);
    }

    void massesOfCommentsAreRead()
    {
        QVERIFY(hidesElement(QByteArray("/**/;").repeated(100'000).append("display:none")));
    }
};

QTEST_APPLESS_MAIN(TestInlineStyle)
#include "test_inline_style.moc"
