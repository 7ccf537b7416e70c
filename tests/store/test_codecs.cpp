// Blobs: there and back, and no damage is more than an error.
#include "samples.h"

#include "store/annotation_codec.h"
#include "store/byte_stream.h"
#include "store/content_codec.h"
#include "store/facet_row.h"

#include <QRandomGenerator>

#include <numeric>

using namespace dateline;

class TestCodecs final : public QObject {
    Q_OBJECT
private slots:
    void numbersComeBack_data();
    void numbersComeBack();
    void aReaderStopsAtTheEnd();
    void contentComesBack_data();
    void contentComesBack();
    void aLongBodyIsPackedForSpeedAndNoFlippedByteIsTaken();
    void aLongBodyOfBeforeIsReadAsEver();
    void halfAPairIsStoredAsAReplacement();
    void aLeadNeverCutsASurrogatePair();
    void aSnippetIsOneShortLine_data();
    void aSnippetIsOneShortLine();
    void annotationsComeBack();
    void damagedBlobsAreRefusedOrReadButNeverCrash();
    void facetRowsComeBackSorted();
};

void TestCodecs::numbersComeBack_data()
{
    QTest::addColumn<qint64>("number");
    for (qint64 number : {qint64(0), qint64(1), qint64(-1), qint64(127), qint64(128), qint64(-64), qint64(-65), qint64(1) << 40, std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min()})
        QTest::addRow("%lld", static_cast<long long>(number)) << number;
}

void TestCodecs::numbersComeBack()
{
    QFETCH(qint64, number);
    ByteWriter writer;
    writer.signedNumber(number);
    writer.number(static_cast<quint64>(number));
    writer.text(u"čaj");
    ByteReader reader(writer.bytes());
    QCOMPARE(reader.signedNumber(), number);
    QCOMPARE(reader.number(), static_cast<quint64>(number));
    QCOMPARE(reader.text(), QStringLiteral("čaj"));
    QVERIFY(reader.isGood() && reader.atEnd());
}

void TestCodecs::aReaderStopsAtTheEnd()
{
    ByteWriter writer;
    writer.number(1'000'000'000'000); // a text of that size
    ByteReader text(writer.bytes()), list(writer.bytes()), nothing({});
    QVERIFY(text.text().isEmpty() && !text.isGood());
    QVERIFY(list.texts().isEmpty() && !list.isGood());
    QCOMPARE(nothing.number(), quint64(0));
    QVERIFY(!nothing.isGood());
    const QByteArray endless(20, '\xff');
    ByteReader overlong(endless);
    overlong.number();
    overlong.number();
    QVERIFY(overlong.atEnd());
}

void TestCodecs::contentComesBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("short") << QStringLiteral("one");
    for (int size : {218, 219, 220, 221, 222, 5000})
        QTest::addRow("%d characters", size) << QStringLiteral("x").repeated(size);
    QTest::newRow("emoji") << QStringLiteral("😀").repeated(300);
    QTest::newRow("byte order marks") << QString(300, QChar(0xfeff));
    QTest::newRow("zero characters") << QString(QStringLiteral("a") + QChar(0) + QStringLiteral("b")).repeated(200);
    QTest::newRow("two megabytes") << QStringLiteral("word ").repeated(400'000);
}

void TestCodecs::contentComesBack()
{
    QFETCH(QString, text);
    ArticleContent content = sample(QStringLiteral("title"), text).content;
    content.html = u"<p>" + text + u"</p>";
    content.problems = {QString(), QStringLiteral("b")};
    const PackedContent packed = pack(content);
    QCOMPARE(packed.lead, text.left(packed.lead.size()));
    const auto unpacked = unpack(packed, content.published);
    QVERIFY(unpacked);
    QVERIFY(*unpacked == content);
}

void TestCodecs::aLongBodyIsPackedForSpeedAndNoFlippedByteIsTaken()
{
    QRandomGenerator chance(4);
    QString text;
    while (text.size() < 100'000)
        text += QString::number(chance.generate(), 36) + u' ';
    const PackedContent packed = pack(sample(QStringLiteral("title"), text).content);
    QCOMPARE(packed.body.front(), '\xff');
    QVERIFY(unpack(packed, {}));
    for (int i = 0; i < 300; ++i) {
        PackedContent damaged = packed;
        const qsizetype at = i < 20 ? i : chance.bounded(static_cast<int>(packed.body.size()));
        damaged.body[at] = static_cast<char>(damaged.body[at] ^ (1 << (i % 8)));
        const auto read = unpack(damaged, {});
        QVERIFY(!read || read->text == text);
    }
    for (qsizetype size : {qsizetype(1), qsizetype(5), qsizetype(20), packed.body.size() - 1}) {
        PackedContent cut = packed;
        cut.body.truncate(size);
        QVERIFY(!unpack(cut, {}));
    }
}

void TestCodecs::aLongBodyOfBeforeIsReadAsEver()
{
    ArticleContent content = sample(QStringLiteral("title"), QStringLiteral("word ").repeated(40'000)).content;
    PackedContent packed = pack(content);
    ByteWriter plain; // as content_codec.cpp wrote all of them
    plain.number(1);
    plain.text(content.guid);
    plain.text(content.ref);
    plain.texts(content.authors);
    plain.text(content.updated.toText());
    plain.text(content.language);
    plain.text(content.sourceName);
    plain.text(content.image);
    plain.texts(content.categories);
    plain.texts(content.problems);
    plain.text(QStringView(content.text).mid(packed.lead.size()));
    plain.text(content.html);
    packed.body = qCompress(plain.bytes(), 6);
    QCOMPARE(unpack(packed, content.published), content);
}

void TestCodecs::halfAPairIsStoredAsAReplacement()
{
    const char16_t broken[] = {0xdc00, u'a', 0xd83d, 0xde00, 0xd800, 0xd83d, 0xde00, 0xd800};
    const ArticleContent content = storable(sample(QString(), QString::fromUtf16(broken, 8)).content);
    QCOMPARE(content.text, QStringLiteral("\ufffda\U0001f600\ufffd\U0001f600\ufffd"));
}

void TestCodecs::aLeadNeverCutsASurrogatePair()
{
    const QString text = QStringLiteral("a") + QStringLiteral("😀").repeated(300);
    const PackedContent packed = pack(sample({}, text, QStringLiteral("g")).content);
    QVERIFY(packed.lead.isValidUtf16());
    QVERIFY(snippet(packed.lead).isValidUtf16());
}

void TestCodecs::aSnippetIsOneShortLine_data()
{
    QTest::addColumn<QString>("lead");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("short") << QStringLiteral("One\n\ttwo ") << QStringLiteral("One two");
    QTest::newRow("long") << QStringLiteral("seven77 ").repeated(27) + QStringLiteral("four") << QStringLiteral("seven77 ").repeated(25).trimmed();
    QTest::newRow("without spaces") << QStringLiteral("字").repeated(220) << QStringLiteral("字").repeated(200);
}

void TestCodecs::aSnippetIsOneShortLine()
{
    QFETCH(QString, lead);
    QFETCH(QString, wanted);
    QCOMPARE(snippet(lead), wanted);
}

static Annotations someAnnotations()
{
    Annotations found;
    found.version = 3;
    found.language = QStringLiteral("sr");
    found.countries = {{QStringLiteral("RS"), true, 0.5, {{4, 6, Part::Text}, {0, 3, Part::Title}}}, {QStringLiteral("XK"), true, 0.25, {}}, {QStringLiteral("US"), false, 0.1, {}}};
    found.topics = {{QStringLiteral("medtop:04000000"), 1.0, {{9, 9, Part::Text}}}, {QStringLiteral("other:x"), 0.1, {}}, {QStringLiteral("medtop:11000000"), 0.0, {}}};
    found.entities = {{QStringLiteral("Known"), EntityKind::Person, 0.3333, {{1, 5, Part::Text}}}, {QStringLiteral("Unknown"), EntityKind::Organisation, 0.1, {{100'000, 7, Part::Text}, {2, 7, Part::Text}}}, {QStringLiteral("Place"), EntityKind::Place, 0, {}}};
    found.keySentences = {{0, 100, Part::Text}, {200, 10, Part::Text}};
    found.quotes = {{QStringLiteral("Unknown"), {5, 5, Part::Text}, {1, 2, Part::Text}, true}, {QStringLiteral("he"), {50, 5, Part::Text}, {}, false}};
    return found;
}

void TestCodecs::annotationsComeBack()
{
    const Annotations annotations = someAnnotations();
    const QByteArray blob = packAnnotations(annotations, {7, 0, 0});
    const auto unpacked = unpackAnnotations(blob, [](quint32 value) { return value == 7 ? QStringLiteral("Known") : QString(); });
    QVERIFY(unpacked);
    QVERIFY(*unpacked == annotations);
    const HeadAnnotations head = unpackHead(blob);
    QCOMPARE(head.countries, (QStringList{QStringLiteral("RS"), QStringLiteral("XK")}));
    QCOMPARE(head.topic, QStringLiteral("medtop:04000000"));
    QVERIFY(*unpackAnnotations(packAnnotations({}, {}), {}) == Annotations());
    QByteArray ofBefore = blob.chopped(4);
    ofBefore[0] = 1;
    QVERIFY(haveSum(blob) && !haveSum(ofBefore));
    QVERIFY(*unpackAnnotations(ofBefore, [](quint32 value) { return value == 7 ? QStringLiteral("Known") : QString(); }) == annotations);
}

void TestCodecs::damagedBlobsAreRefusedOrReadButNeverCrash()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); // whoever checks a profile isn't told of it by zlib's wrapper
    const QByteArray annotations = packAnnotations(someAnnotations(), {7, 0, 0});
    for (qsizetype at = 0; at < annotations.size() * 8; ++at) {
        QByteArray flipped = annotations;
        flipped[at / 8] = static_cast<char>(flipped[at / 8] ^ (1 << (at % 8)));
        QVERIFY(!unpackAnnotations(flipped, [](quint32) { return QString(); }));
    }
    const PackedContent content = pack(sample(QStringLiteral("t"), QStringLiteral("words ").repeated(100)).content);
    QRandomGenerator chance(5);
    for (int round = 0; round < 5000; ++round) {
        QByteArray damaged = annotations.left(chance.bounded(static_cast<int>(annotations.size()) + 1));
        for (int flips = chance.bounded(4); flips > 0 && !damaged.isEmpty(); --flips)
            damaged[chance.bounded(static_cast<int>(damaged.size()))] = static_cast<char>(chance.bounded(256));
        unpackAnnotations(damaged, [](quint32) { return QString(); });
        unpackHead(damaged);
        unpackFacetRow(damaged);
    }
    ByteWriter farAway; // a span whose start overflows, in a list of countries
    for (quint64 number : {1, 1, 0, 0, 2})
        farAway.number(number);
    for (qint64 start : {qint64(9), std::numeric_limits<qint64>::max()}) {
        farAway.signedNumber(start);
        farAway.number(2);
    }
    QCOMPARE(unpackHead(farAway.bytes()).countries, QStringList());
    QVERIFY(!unpackAnnotations(annotations.chopped(1), [](quint32) { return QString(); }));
    PackedContent cut = content;
    cut.body.chop(4);
    QVERIFY(!unpack(cut, {}));
    cut.body = QByteArray("\xff\xff\xff\xff garbage");
    QVERIFY(!unpack(cut, {})); // claims four gigabytes
    cut.body.clear();
    QVERIFY(!unpack(cut, {}));
}

void TestCodecs::facetRowsComeBackSorted()
{
    QCOMPARE(unpackFacetRow(packFacetRow({300, 5, 5, 4'000'000'000u, 1})), (std::vector<quint32>{1, 5, 300, 4'000'000'000u}));
    QVERIFY(unpackFacetRow(packFacetRow({})).empty());
    QCOMPARE(unpackFacetRow(QByteArray("\x05\x00\x03", 3)), std::vector<quint32>{5}); // a damaged one names a value twice
    QCOMPARE(unpackFacetRow(QByteArray("\x05\xff\xff\xff\xff\x0f\x03", 7)), std::vector<quint32>{5}); // or goes around
    std::vector<quint32> many(10'000);
    std::iota(many.begin(), many.end(), 1u);
    QCOMPARE(unpackFacetRow(packFacetRow(many)).size(), size_t(4096));
}

QTEST_GUILESS_MAIN(TestCodecs)
#include "test_codecs.moc"
