#include "ui/reading/markup_reader.h"

#include <QTest>

using namespace dateline;

class TestMarkupReader : public QObject {
    Q_OBJECT

private slots:
    void readsTagsAndTexts()
    {
        MarkupReader reader(u"<p>One &amp; <a href=\"https://a.b/?x=1&amp;y=2\" title='>'>two</a></p>");
        QCOMPARE(reader.next().name, u"p"_qs);
        QCOMPARE(reader.next().text, u"One & "_qs);
        const MarkupToken link = reader.next();
        QCOMPARE(link.kind, MarkupToken::Kind::Open);
        QCOMPARE(link.attribute(QLatin1StringView("href")), u"https://a.b/?x=1&y=2"_qs);
        QCOMPARE(link.attribute(QLatin1StringView("title")), u">"_qs);
        QVERIFY(link.attribute(QLatin1StringView("rel")).isNull());
        QCOMPARE(reader.next().text, u"two"_qs);
        QCOMPARE(reader.next().kind, MarkupToken::Kind::Close);
        QCOMPARE(reader.next().name, u"p"_qs);
        QCOMPARE(reader.next().kind, MarkupToken::Kind::End);
    }

    void decodesCharacterReferences_data()
    {
        QTest::addColumn<QString>("markup");
        QTest::addColumn<QString>("text");
        QTest::newRow("named") << u"&lt;b&gt; &quot;x&quot;"_qs << u"<b> \"x\""_qs;
        QTest::newRow("decimal") << u"caf&#233;"_qs << QString::fromUtf8("café");
        QTest::newRow("beyond the first plane") << u"&#x1F389;"_qs << QString::fromUtf8("🎉");
        QTest::newRow("a surrogate is none") << u"&#xD800;"_qs << u"&#xD800;"_qs;
        QTest::newRow("unknown") << u"&nosuch; & &;"_qs << u"&nosuch; & &;"_qs;
        QTest::newRow("cut off") << u"AT&amp"_qs << u"AT&amp"_qs;
    }

    void decodesCharacterReferences()
    {
        QFETCH(QString, markup);
        QFETCH(QString, text);
        QCOMPARE(decoded(markup), text);
    }

    void endsWhateverItReads_data()
    {
        QTest::addColumn<QString>("markup");
        QTest::newRow("a tag cut off") << u"<a href=\"x"_qs;
        QTest::newRow("less than") << u"1 < 2 <3 <"_qs;
        QTest::newRow("empty close") << u"</></ ><>"_qs;
        QTest::newRow("attributes that never end") << u"<p "_qs + u"a=\"b\" c "_qs.repeated(1000);
        QTest::newRow("a megabyte of text") << u"&amp;x"_qs.repeated(200'000);
    }

    void endsWhateverItReads()
    {
        QFETCH(QString, markup);
        MarkupReader reader(markup);
        qsizetype last = -1;
        while (reader.next().kind != MarkupToken::Kind::End) {
            QVERIFY(reader.position() > last);
            last = reader.position();
        }
    }

    void losesNothingOfALongText()
    {
        const QString text = u"a&amp;"_qs.repeated(30'000);
        MarkupReader reader(text);
        QString all;
        for (MarkupToken token = reader.next(); token.kind != MarkupToken::Kind::End; token = reader.next())
            all += token.text;
        QCOMPARE(all, u"a&"_qs.repeated(30'000));
    }
};

QTEST_GUILESS_MAIN(TestMarkupReader)
#include "test_markup_reader.moc"
