#include "base/image_choice.h"
#include "base/image_kind.h"

#include <QTest>

using namespace dateline;

class TestImages final : public QObject {
    Q_OBJECT

private slots:
    void aKindIsToldByTheFirstBytes_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("kind");
        QTest::newRow("png") << QByteArray("\x89PNG\r\n\x1a\n....", 12) << QStringLiteral("png");
        QTest::newRow("jpeg") << QByteArray("\xff\xd8\xff\xe0....", 8) << QStringLiteral("jpeg");
        QTest::newRow("gif") << QByteArray("GIF89a....") << QStringLiteral("gif");
        QTest::newRow("webp") << QByteArray("RIFF\x10\0\0\0WEBPVP8 ", 16) << QStringLiteral("webp");
        QTest::newRow("a sound, which is RIFF too") << QByteArray("RIFF\x10\0\0\0WAVEfmt ", 16) << QString();
        QTest::newRow("svg") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>") << QString();
        QTest::newRow("a page") << QByteArray("<!DOCTYPE html>") << QString();
        QTest::newRow("cut short") << QByteArray("RIFF") << QString();
        QTest::newRow("nothing") << QByteArray() << QString();
    }

    void aKindIsToldByTheFirstBytes()
    {
        QFETCH(QByteArray, bytes);
        QTEST(QString(imageKindName(imageKind(bytes))), "kind");
    }

    void nothingIsLoadedUntilTheReaderSaysSo()
    {
        QVERIFY(!ImageChoice().isOnFor({1}));
        QVERIFY(!ImageChoice::fromText(u"").isOnFor({1}));
    }

    void aSourceMayBeChosenOtherwise()
    {
        ImageChoice choice;
        choice.choose({7}, true);
        QVERIFY(choice.isOnFor({7}));
        QVERIFY(!choice.isOnFor({8}));
        choice.isOn = true;
        choice.choose({8}, false);
        QVERIFY(!choice.isOnFor({8}));
        choice.choose({8}, std::nullopt);
        QVERIFY(choice.isOnFor({8}));
    }

    void aChoiceIsReadAsItWasWritten()
    {
        ImageChoice choice{true, {{{3}, false}, {{17}, true}}};
        QCOMPARE(choice.toText(), QStringLiteral("on 3=off 17=on"));
        QCOMPARE(ImageChoice::fromText(choice.toText()), choice);
    }

    void whatIsNotUnderstoodLoadsNothing()
    {
        for (const QString &text : {QStringLiteral("yes"), QStringLiteral("ON"), QStringLiteral("off x=on =on 0=on -1=on 5"), QStringLiteral("99999999999=on")}) {
            const ImageChoice choice = ImageChoice::fromText(text);
            QVERIFY2(!choice.isOn, qPrintable(text));
            for (const bool on : choice.instead)
                QVERIFY2(!on, qPrintable(text));
        }
    }
};

QTEST_GUILESS_MAIN(TestImages)
#include "test_images.moc"
