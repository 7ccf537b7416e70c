// Where words of the plain text stand in what is shown, when both differ in white space and in what one of them lacks.
#include "ui/reading/span_mapper.h"

#include <QRandomGenerator>
#include <QTest>

using namespace dateline;

namespace {

// The shown words that the mapper puts at [start, start + length) of the text, gathered over all pieces.
QString shownAt(const QString &text, const QStringList &pieces, qint32 start, qint32 length)
{
    SpanMapper mapper(text);
    QString found;
    for (const QString &piece : pieces) {
        const QList<qint32> offsets = mapper.append(piece);
        for (qsizetype i = 0; i < piece.size(); ++i) {
            if (offsets.at(i) >= start && offsets.at(i) < start + length)
                found += piece.at(i);
        }
    }
    return found;
}

} // namespace

class TestSpanMapper : public QObject {
    Q_OBJECT

private slots:
    void findsTheSameWords_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("pieces");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const char *text, const QStringList &pieces, const char *word) {
            QTest::newRow(name) << QString::fromUtf8(text) << pieces << QString::fromUtf8(word);
        };
        row("equal texts", "Serbia and Kosovo", {u"Serbia and Kosovo"_qs}, "Kosovo");
        row("other white space", "Serbia  and\n\nKosovo", {u"Serbia and"_qs, u" Kosovo"_qs}, "Kosovo");
        row("words in pieces of bold", "The Security Council met", {u"The Sec"_qs, u"uri"_qs, u"ty Council met"_qs}, "Security Council");
        row("no white space between pieces", "one\n\ntwo three", {u"one"_qs, u"two three"_qs}, "two");
        row("bullets that only the view has", "first point\nsecond point", {u"• first point"_qs, u"• second point"_qs}, "second");
        row("a caption that only the view has", "Borrell said so.\n\nKosovo agreed later.", {u"Borrell said so."_qs, u"Cars at Jarinje"_qs, u"Kosovo agreed later."_qs}, "Kosovo");
        row("an alternative text that only the text has", "Start. [Photo: a long road] Kosovo agreed later.", {u"Start. "_qs, u"Kosovo agreed later."_qs}, "Kosovo");
        row("a table's cells", "Year\tPlates\n2021\t10,000", {u"Year"_qs, u"Plates"_qs, u"2021"_qs, u"10,000"_qs}, "10,000");
        row("surrogate pairs", "🎉 Party in 𝔅erlin", {u"🎉 "_qs, u"Party in "_qs, QString::fromUtf8("𝔅erlin")}, "𝔅erlin");
        row("right to left", "قال محمد إن القاهرة", {QString::fromUtf8("قال محمد"), QString::fromUtf8(" إن القاهرة")}, "القاهرة");
        row("no-break spaces", "10 000 people in Niš", {QString::fromUtf8("10\u00a0000 people in Niš")}, "Niš");
        row("soft hyphens in the text", "Ver\u00adfassungs\u00adgericht tagt", {u"Verfassungsgericht tagt"_qs}, "tagt");
    }

    void findsTheSameWords()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, pieces);
        QFETCH(QString, word);
        const auto start = static_cast<qint32>(text.indexOf(word));
        QVERIFY(start >= 0);
        QCOMPARE(shownAt(text, pieces, start, static_cast<qint32>(word.size())), word);
    }

    void doesNotMapWhatTheTextLacks()
    {
        SpanMapper mapper(u"Josep Borrell said the deal was done."_qs);
        mapper.append(u"Josep Borrell"_qs);
        for (const qint32 offset : mapper.append(u"Cars in Jarinje"_qs))
            QVERIFY(offset < 0);
    }

    void givesOffsetsThatAscendAndPointAtTheSameCharacters()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            QString text, shown;
            for (int i = 0; i < 300; ++i) {
                const QChar c(u'a' + static_cast<char16_t>(random.bounded(4)));
                const int kind = static_cast<int>(random.bounded(20));
                if (kind != 0)
                    text += c;
                if (kind != 1)
                    shown += c;
                if (kind == 2)
                    text += u"\n\n";
                if (kind == 3)
                    shown += u' ';
            }
            SpanMapper mapper(text);
            qint32 last = -1;
            for (qsizetype i = 0; i < shown.size(); i += 17) {
                const QString piece = shown.mid(i, 17);
                const QList<qint32> offsets = mapper.append(piece);
                QCOMPARE(offsets.size(), piece.size());
                for (qsizetype k = 0; k < piece.size(); ++k) {
                    if (offsets.at(k) < 0)
                        continue;
                    QVERIFY(offsets.at(k) > last);
                    last = offsets.at(k);
                    if (!piece.at(k).isSpace())
                        QCOMPARE(text.at(last), piece.at(k));
                }
            }
        }
    }

    void givesUpInsteadOfSearchingForEver()
    {
        // Nothing fits, and every place looks as if it might.
        const QString text = u"aaaaaaaaaaab"_qs.repeated(100'000);
        SpanMapper mapper(text);
        const QList<qint32> offsets = mapper.append(u"aaaaaaaaaaaaaaac "_qs.repeated(60'000));
        QCOMPARE(offsets.size(), 17 * 60'000);
    }
};

QTEST_GUILESS_MAIN(TestSpanMapper)
#include "test_span_mapper.moc"
