#include "text/charset.h"
#include "text/charset_labels.h"

#include <QTest>

#include <unicode/ucnv.h>

using namespace dateline;

namespace {

QByteArray encoded(const QString &text, const char *converter)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *to = ucnv_open(converter, &status);
    QByteArray bytes(text.size() * 8 + 16, '\0');
    const int32_t size = ucnv_fromUChars(to, bytes.data(), int32_t(bytes.size()), reinterpret_cast<const UChar *>(text.utf16()), int32_t(text.size()), &status);
    ucnv_close(to);
    bytes.resize(size);
    return bytes;
}

} // namespace

class TestCharset final : public QObject {
    Q_OBJECT

private slots:
    void textInAnyEncodingIsReadWithoutADeclaration_data();
    void textInAnyEncodingIsReadWithoutADeclaration();
    void declaredEncodingsAreBelieved_data();
    void declaredEncodingsAreBelieved();
    void validUtf8BeatsADeclaration();
    void aByteOrderMarkBeatsEverything();
    void wrongUtf8DeclarationsAreSeenThrough();
    void aLineInAnotherEncodingIsReadAsThat();
    void textThatWasEncodedTwiceIsMended_data();
    void textThatWasEncodedTwiceIsMended();
    void damageIsCountedAndNulsAreReplaced();
    void hostileLabelsMeanNothing();
    void htmlDeclarationsAreFound_data();
    void htmlDeclarationsAreFound();
    void binaryIsToldFromText();
};

void TestCharset::textInAnyEncodingIsReadWithoutADeclaration_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("converter");
    const QString russian = QStringLiteral("Правительство страны сообщило сегодня, что выборы пройдут в сентябре. Оппозиция потребовала перенести их на весну.");
    const QString greek = QStringLiteral("Η κυβέρνηση ανακοίνωσε σήμερα ότι οι εκλογές θα γίνουν τον Σεπτέμβριο, παρά τις αντιδράσεις της αντιπολίτευσης.");
    const QString japanese = QStringLiteral("政府は本日、選挙を九月に実施すると発表した。野党は延期を求めている。これについて首相は記者会見で説明した。");
    const QString chinese = QStringLiteral("政府今天宣布，选举将于九月举行。反对党要求推迟到明年春天。总理在记者会上作了说明。");
    const QString taiwanese = QStringLiteral("政府今天宣布，選舉將於九月舉行。反對黨要求延後到明年春天。總理在記者會上作了說明。");
    const QString korean = QStringLiteral("정부는 오늘 선거를 구월에 실시한다고 발표했다. 야당은 내년 봄으로 연기할 것을 요구했다.");
    const QString german = QStringLiteral("Die Regierung kündigte an, dass die Wahlen für den Herbst geplant sind. Die Opposition möchte sie über den Winter verschieben.");
    const QString english = QStringLiteral("The government said today that elections would be held in September.");
    QTest::newRow("utf-8") << russian << QByteArray("UTF-8");
    QTest::newRow("windows-1251") << russian << QByteArray("windows-1251");
    QTest::newRow("koi8-r") << russian << QByteArray("KOI8-R");
    QTest::newRow("iso-8859-7") << greek << QByteArray("ISO-8859-7");
    QTest::newRow("shift_jis") << japanese << QByteArray("Shift_JIS");
    QTest::newRow("euc-jp") << japanese << QByteArray("EUC-JP");
    QTest::newRow("iso-2022-jp") << japanese << QByteArray("ISO-2022-JP");
    QTest::newRow("gb18030") << chinese << QByteArray("gb18030");
    QTest::newRow("big5") << taiwanese << QByteArray("Big5");
    QTest::newRow("euc-kr") << korean << QByteArray("EUC-KR");
    QTest::newRow("windows-1252") << german << QByteArray("windows-1252");
    QTest::newRow("utf-16le without a mark") << english << QByteArray("UTF-16LE");
    QTest::newRow("utf-16be without a mark") << english << QByteArray("UTF-16BE");
    QTest::newRow("utf-16le Russian without a mark") << russian << QByteArray("UTF-16LE");
    QTest::newRow("utf-32le without a mark") << english << QByteArray("UTF-32LE");
}

void TestCharset::textInAnyEncodingIsReadWithoutADeclaration()
{
    QFETCH(QString, text);
    QFETCH(QByteArray, converter);
    const QByteArray bytes = encoded(text, converter);
    const DecodedText decoded = decodeText(bytes);
    QCOMPARE(decoded.text, text);
    QCOMPARE(decoded.invalid, 0);
    QVERIFY(!looksBinary(bytes));
}

void TestCharset::declaredEncodingsAreBelieved_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::newRow("Latin-1 is Windows-1252") << QByteArray("\x93quote\x94 \x80") << QByteArray("ISO-8859-1") << QStringLiteral("“quote” €") << QStringLiteral("windows-1252");
    QTest::newRow("Latin-2") << QByteArray("Vu\xe8i\xe6") << QByteArray(" Latin2 ") << QStringLiteral("Vučić") << QStringLiteral("ISO-8859-2");
    QTest::newRow("Windows-1250") << QByteArray("\x8aibenik") << QByteArray("windows-1250") << QStringLiteral("Šibenik") << QStringLiteral("windows-1250");
    QTest::newRow("quoted label") << QByteArray("\xcf\xf0\xe8") << QByteArray("\"cp1251\"") << QStringLiteral("При") << QStringLiteral("windows-1251");
    QTest::newRow("GB 2312 is GBK") << QByteArray("\xc4\xe3\xba\xc3") << QByteArray("gb2312") << QStringLiteral("你好") << QStringLiteral("GBK");
    QTest::newRow("Windows-1256") << QByteArray("\xd3\xe1\xc7\xe3") << QByteArray("windows-1256") << QStringLiteral("سلام") << QStringLiteral("windows-1256");
}

void TestCharset::declaredEncodingsAreBelieved()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, label);
    QFETCH(QString, text);
    QFETCH(QString, name);
    const DecodedText decoded = decodeText(bytes, label);
    QCOMPARE(decoded.text, text);
    QCOMPARE(decoded.encoding, name);
}

void TestCharset::validUtf8BeatsADeclaration()
{
    QCOMPARE(decodeText("Vu\xc4\x8di\xc4\x87", "iso-8859-1").text, QStringLiteral("Vučić"));
    QCOMPARE(decodeText("plain", "windows-1251").text, QStringLiteral("plain"));
    // Cut off within a character, as a dropped connection leaves it.
    const DecodedText cut = decodeText("Vu\xc4\x8di\xc4", "windows-1252");
    QCOMPARE(cut.encoding, QStringLiteral("UTF-8"));
    QCOMPARE(cut.invalid, 1);
}

void TestCharset::aByteOrderMarkBeatsEverything()
{
    QCOMPARE(decodeText("\xEF\xBB\xBFhé", "windows-1252").text, QStringLiteral("hé"));
    QCOMPARE(decodeText(QByteArray("\xFF\xFEh\0i\0", 6), "utf-8").text, QStringLiteral("hi"));
    QCOMPARE(decodeText(QByteArray("\xFE\xFF\0h\0i", 6)).text, QStringLiteral("hi"));
    QCOMPARE(decodeText(QByteArray("\xFF\xFE\0\0h\0\0\0", 8)).text, QStringLiteral("h"));
}

void TestCharset::wrongUtf8DeclarationsAreSeenThrough()
{
    const QString german = QStringLiteral("Die Regierung kündigte größere Änderungen an, über die noch beraten wird.");
    QCOMPARE(decodeText(encoded(german, "windows-1252"), "utf-8").text, german);
    QCOMPARE(decodeText("caf\xe9 au lait", "utf-16").text, QStringLiteral("café au lait"));
}

void TestCharset::aLineInAnotherEncodingIsReadAsThat()
{
    const DecodedText decoded = decodeText("<a>Vu\xc4\x8di\xc4\x87</a><b>M\xfcller \x96 f\xe4hrt</b>\n<c>\xc5\xa0\xc5\xbe\xc4\x8d</c>", "utf-8");
    QCOMPARE(decoded.text, QStringLiteral("<a>Vučić</a><b>Müller – fährt</b>\n<c>Šžč</c>"));
    QCOMPARE(decoded.invalid, 0);
    QCOMPARE(decoded.borrowed, 3);
    QCOMPARE(decodeText("Vu\xc4\x8di\xc4\x87").borrowed, 0);
}

void TestCharset::textThatWasEncodedTwiceIsMended_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("meant");
    const auto row = [](const char *text, const char *meant) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(meant); };
    row("CafÃ© MÃ¼ller", "Café Müller");
    row("itâ€™s", "it’s");
    row("CafÃƒÂ©", "Café");
    row("Plain words", "");
    row("Café Müller", "");
    row("NESCAFÉ® and CAFÉ»", "");
    row("CafÃ© and “quotes”", "");
    row("MAÇÃ", "");
    row("Müller itâ\xc2\x80\xc2\x99s Café", "Müller it’s Café"); // in part, told by its control characters
    row("Müller saidâ€\xc2\x9d so", "Müller said” so");
    row("Müller Ð\xc2\x91ÐµÐ¾Ð³Ñ\xc2\x80Ð°Ð´ NESCAFÉ®", "Müller Београд NESCAFÉ®");
    row("Müller\xc2\x85 next line", "");
    row("PrÃ¤sident VuÄ\xc2\x8d" "iÄ\xc2\x87" "", "Präsident Vučić");
    row("PrÃ©sident â\xc2\x80" "\xc2\x93" " Ã©tÃ© Ã\xc2\xa0" " NÃ®mes", "Président – été à Nîmes");
    row("VuÄŤiÄ‡", "Vučić");
    row("PrĂ¤sident VuÄŤiÄ‡", "Präsident Vučić");
    row("Ĺ»ĂłĹ‚Ä‡", "Żółć");
    row("РџСЂРµР·РёРґРµРЅС‚ РЎСЂР±РёС\xc2\x98" "Рµ", "Президент Србије");
    row("РњРѕСЃРєРІР°", "Москва");
    row("вЂњР\xc2\x98" "СЂР°РЅвЂќ", "“Иран”");
    row("TÃ¼rkiyeâ€™de Ä°stanbul", "Türkiye’de İstanbul");
    row("Ξ•Ξ»Ξ»Ξ¬Ξ΄Ξ±", "Ελλάδα");
    row("ط§ظ„ط±ط¦ظٹط³", "الرئيس");
    row("Ð\xc2\x9f" "Ñ\xc2\x80" "ÐµÐ·Ð¸Ð´ÐµÐ½Ñ\xc2\x82" "", "Президент");
    row("æ\xc2\x9d" "±äº¬", "東京");
    // What countries write themselves.
    for (const char *sound : {"RĂŞINARI", "Żółć", "Žluťoučký kůň", "Ř", "Ţara Românească şi Ñandú", "Москва — „Ђурђевдан“", "Рё", "Р. и С.", "İstanbul’da ŞÜĞ", "Ελλάδα: «Ξ»", "طظ“",
                             "الرئيس ظ…", "№ 5 – Њ"})
        row(sound, "");
    row("Ã", "");
    row("", "");
}

void TestCharset::textThatWasEncodedTwiceIsMended()
{
    QFETCH(QString, text);
    QFETCH(QString, meant);
    QCOMPARE(withoutDoubleEncoding(text).value_or(QString()), meant);
}

void TestCharset::damageIsCountedAndNulsAreReplaced()
{
    const DecodedText damaged = decodeText("Vu\xc4\x8di\xc4\x87 i \xff Vu\xc4\x8di\xc4\x87", "utf-8");
    QCOMPARE(damaged.invalid, 1);
    QCOMPARE(damaged.text.count(QChar(0xfffd)), 1);
    const DecodedText nul = decodeText(QByteArrayView("one\0two three four five six seven", 33));
    QVERIFY(!nul.text.contains(QChar(0)));
    QVERIFY(nul.text.contains(QChar(0xfffd)));
    QCOMPARE(decodeText("\xef\xbf\xbd is honest").invalid, 0);
    QCOMPARE(decodeText({}).text, QString());
    decodeText(QByteArray(1000000, '\xff'));
    decodeText(QByteArray(1000000, '\xe4'), "shift_jis");
}

void TestCharset::hostileLabelsMeanNothing()
{
    for (const char *label : {"utf-7", "hz-gb-2312", "iso-2022-kr", "", "../../etc/passwd", "x-user-defined2"})
        QVERIFY2(!charsetForLabel(label).name, label);
    QCOMPARE(charsetForLabel("UTF8").name, "UTF-8");
    // Every label's converter exists in ICU.
    for (const char *label : {"windows-1252", "windows-1250", "windows-1251", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257",
                              "windows-1258", "windows-874", "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8",
                              "iso-8859-10", "iso-8859-13", "iso-8859-14", "iso-8859-15", "koi8-r", "koi8-u", "ibm866", "macintosh", "x-mac-cyrillic", "gbk",
                              "gb18030", "big5", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "utf-16le", "utf-16be"}) {
        UErrorCode status = U_ZERO_ERROR;
        UConverter *converter = ucnv_open(charsetForLabel(label).converter, &status);
        QVERIFY2(U_SUCCESS(status), label);
        ucnv_close(converter);
    }
}

void TestCharset::htmlDeclarationsAreFound_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("charset") << QByteArray("<!doctype html><html><head><meta charset=windows-1251>") << QByteArray("windows-1251");
    QTest::newRow("http-equiv") << QByteArray("<META content='text/html; charset=koi8-r' HTTP-EQUIV=Content-Type>") << QByteArray("KOI8-R");
    QTest::newRow("in a comment") << QByteArray("<!-- <meta charset=koi8-r> --><meta charset=\"gbk\">") << QByteArray("GBK");
    QTest::newRow("utf-16 can't be") << QByteArray("<meta charset=utf-16>") << QByteArray("UTF-8");
    QTest::newRow("none") << QByteArray("<p>charset=koi8-r") << QByteArray();
    QTest::newRow("too late") << QByteArray(2000, ' ').append("<meta charset=koi8-r>") << QByteArray();
    QTest::newRow("unknown first") << QByteArray("<meta charset=nonsense><meta charset=big5>") << QByteArray("Big5");
    QTest::newRow("cut off") << QByteArray("<meta charset=") << QByteArray();
}

void TestCharset::htmlDeclarationsAreFound()
{
    QFETCH(QByteArray, html);
    QFETCH(QByteArray, name);
    QCOMPARE(declaredHtmlEncoding(html), name);
}

void TestCharset::binaryIsToldFromText()
{
    QVERIFY(looksBinary("%PDF-1.7 anything"));
    QVERIFY(looksBinary("\x89PNG\r\n\x1a\n"));
    QVERIFY(looksBinary(QByteArrayView("PK\x03\x04zip", 7)));
    QVERIFY(looksBinary(QByteArray(4096, '\0')));
    QByteArray noise(4096, '\0');
    for (qsizetype i = 0; i < noise.size(); ++i)
        noise[i] = char(i * 7919 % 251);
    QVERIFY(looksBinary(noise));
    QVERIFY(!looksBinary(""));
    QVERIFY(!looksBinary("Plain text\r\n\twith tabs\f"));
    QVERIFY(!looksBinary("\xcf\xf0\xe8\xe2\xe5\xf2"));
    QVERIFY(!looksBinary(QByteArray("A long text with one stray NUL ").repeated(20).append('\0')));
}

QTEST_GUILESS_MAIN(TestCharset)
#include "test_charset.moc"
