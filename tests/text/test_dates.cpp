#include "text/date_fields.h"
#include "text/date_formats.h"
#include "text/date_words.h"
#include "text/dates.h"

#include <QRandomGenerator>
#include <QTest>

using namespace dateline;

class TestDates final : public QObject {
    Q_OBJECT

private slots:
    void feedDatesAreRead_data();
    void feedDatesAreRead();
    void peopleDatesAreRead_data();
    void peopleDatesAreRead();
    void whatIsNoDateIsUnknown_data();
    void whatIsNoDateIsUnknown();
    void theOrderDecidesWhatNumbersCannot();
    void aWeekdaySettlesWhatOrderAndLanguageLeaveOpen();
    void everyDayOfACenturySurvivesItsOwnFormats();
    void zonesAreKnownByNameAndNumber();
    void wordsMeanMonthsInManyLanguages();
    void randomTextNeitherCrashesNorBecomesADateOfItsOwn();
};

void TestDates::feedDatesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("meaning");
    const auto row = [](const char *text, const char *meaning) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(meaning); };
    row("Thu, 11 Sep 2025 14:03:00 +0200", "2025-09-11T12:03:00Z");
    row("Thu, 11 Sep 2025 14:03:00 GMT", "2025-09-11T14:03:00Z");
    row("11 Sep 2025 14:03 EST", "2025-09-11T19:03:00Z");
    row("Thurs, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z");
    row("Thu, 1 Jan 04 19:48:21 UT", "2004-01-01T19:48:21Z");
    row("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z");
    row("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37Z");
    row("Thu, 11 Sep 2025 14:03:00", "2025-09-11T14:03:00Z");
    row("Thu, 11 Sep 2025", "2025-09-11");
    row("Thu, 11 Sep 2025 24:00:00 GMT", "2025-09-12T00:00:00Z");
    row("Sat, 31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59Z");
    row("Thu, 11 Sep 2025 14:03:00 -0700 (PDT)", "2025-09-11T21:03:00Z");
    row("Thu, 11 Sep 2025 14:03:00 +02:00", "2025-09-11T12:03:00Z");
    row("Thu, 11 Sep 2025 14:03:00 XYZ", "2025-09-11T14:03:00Z");
    row(",  11 Sep 2025 14:03:00 Z", "2025-09-11T14:03:00Z");
    row("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z");
    row("2025-09-11T14:03:00Z", "2025-09-11T14:03:00Z");
    row("2025-09-11T14:03:00.123456+02:00", "2025-09-11T12:03:00Z");
    row("2025-09-11T14:03:00+00:00Z", "2025-09-11T14:03:00Z");
    row("2025-09-11t14:03z", "2025-09-11T14:03:00Z");
    row("2025-09-11 14:03:00 -0400", "2025-09-11T18:03:00Z");
    row("2025-09-11T14:03+0530", "2025-09-11T08:33:00Z");
    row("20250911T140300Z", "2025-09-11T14:03:00Z");
    row("2025-09-11", "2025-09-11");
    row("20250911", "2025-09-11");
    row("2025-09", "2025-09-01");
    row("2025", "2025-01-01");
    row("2003-W52-3", "2003-12-24");
    row("2004W537", "2005-01-02");
    row("2003-365", "2003-12-31");
    row("2004366", "2004-12-31");
    row("031231", "2003-12-31");
    row("1757599380", "2025-09-11T14:03:00Z");
    row("1757599380000", "2025-09-11T14:03:00Z");
    row("Do, 11 Sep 2025 14:03:00 +0200", "2025-09-11T12:03:00Z");
    row("jeu., 11 sept. 2025 14:03:00 +0200", "2025-09-11T12:03:00Z");
    row("чтв, 11 сентября 2025 14:03:00 +0300", "2025-09-11T11:03:00Z");
    row("9/11/2025 2:03:00 PM", "2025-09-11T14:03:00Z");
    row("  \n2025-09-11T14:03:00Z\t", "2025-09-11T14:03:00Z");
}

void TestDates::feedDatesAreRead()
{
    QFETCH(QString, text);
    QFETCH(QString, meaning);
    QCOMPARE(parseFeedDate(text).toText(), meaning);
}

void TestDates::peopleDatesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("meaning");
    const auto row = [](const char *text, const char *meaning = "2025-09-11") {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(meaning);
    };
    for (const char *text : {"Thu. Sep 11th, 2025", "11 September 2025", "September 11, 2025", "2025-09-11", "11.9.2025", "11. 9. 2025.", "11 Sep 25",
                             "Sep 11 '25", "11-Sep-2025", "11/09/2025", "20250911", "2025/9/11", "Published: 11 September 2025",
                             "Last updated on Thursday, Sept. 11, 2025", "2025年9月11日", "2025年9月11日(木)", "2025年9月11日 星期四", "2025년 9월 11일",
                             "11 de septiembre de 2025", "jueves, 11 de septiembre de 2025", "11 septembre 2025", "Publié le 11 septembre 2025",
                             "11. September 2025", "Donnerstag, 11. September 2025", "giovedì 11 settembre 2025", "11 de setembro de 2025",
                             "11 september 2025", "11 września 2025 r.", "четверг, 11 сентября 2025 г.", "11 вересня 2025 року", "11. септембар 2025.",
                             "11. septembra 2025.", "četvrtak, 11. rujna 2025.", "الخميس 11 سبتمبر 2025", "١١ سبتمبر ٢٠٢٥", "11 Eylül 2025 Perşembe",
                             "11 सितंबर 2025", "torsdag den 11 september 2025", "torsdag den 11. september 2025", "torstai 11. syyskuuta 2025",
                             "čtvrtek 11. září 2025", "2025. szeptember 11., csütörtök", "joi, 11 septembrie 2025", "четвъртък, 11 септември 2025 г.",
                             "11 Σεπτεμβρίου 2025", "ngày 11 tháng 9 năm 2025", "11 กันยายน 2568", "2025. gada 11. septembris", "11 de setembre de 2025"})
        row(text);
    row("1er septembre 2025", "2025-09-01");
    row("1º de septiembre de 2025", "2025-09-01");
    row("12 septembre 2025 à 14h40", "2025-09-12T14:40:00Z");
    row("Published: 11 September 2025, 14:03 CET", "2025-09-11T13:03:00Z");
    row("September 11, 2025 at 2:03 PM EDT", "2025-09-11T18:03:00Z");
    row("11 September 2025 12:30 a.m.", "2025-09-11T00:30:00Z");
    row("11. September 2025 um 14.03 Uhr", "2025-09-11T14:03:00Z");
    row("2025年9月11日 下午2:30", "2025-09-11T14:30:00Z");
    row("2025년 9월 11일 오후 3시 5분", "2025-09-11T15:05:00Z");
    row("Fri Sep 23 2016 10:34:51 GMT+0800 (CST)", "2016-09-23T02:34:51Z");
    row("December 13, 2014 at noon", "2014-12-13T12:00:00Z");
    row("11 Sep 2025 | 7 pm", "2025-09-11T19:00:00Z");
    row("29.02.2020 13.12", "2020-02-29T13:12:00Z");
    row("10.15.2025", "2025-10-15");
}

void TestDates::peopleDatesAreRead()
{
    QFETCH(QString, text);
    QFETCH(QString, meaning);
    QCOMPARE(parseHumanDate(text).toText(), meaning);
    QVERIFY(isDateLine(text));
}

void TestDates::whatIsNoDateIsUnknown_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", " ", "2 hours ago", "yesterday", "today", "11 September", "September 2025", "Sept.", "2025", "12 people died", "14:03",
                             "On 11 September 2025 the government resigned", "The 11 September 2025 attack", "BELGRADE, 11 September 2025",
                             "Price: 11.9.2025 euros", "30 February 2025", "31.4.2025", "11.9.2025.7", "1.2.3.4", "32/13/2025", "0/0/2025", "11 Sep 1066",
                             "11 Sep 3025", "11 September 2025?", "May 2025 was hot", "11 Sep 2025 25:61", "11 Sep Oct 2025", "Chapter 11, 2025",
                             "99999999999999999999 Sep 2025", "+381 11 2025 2025", "7773777777772", "2200-12-31T23:59:00-12:00"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestDates::whatIsNoDateIsUnknown()
{
    QFETCH(QString, text);
    QCOMPARE(parseHumanDate(text).toText(), QString());
    QVERIFY(!isDateLine(text));
    if (text != u"2025" && !text.startsWith(u"BELGRADE"))
        QCOMPARE(parseFeedDate(text).toText(), QString());
}

void TestDates::theOrderDecidesWhatNumbersCannot()
{
    QCOMPARE(parseHumanDate(u"3/4/2025", DayMonthOrder::DayFirst).toText(), u"2025-04-03");
    QCOMPARE(parseHumanDate(u"3/4/2025", DayMonthOrder::MonthFirst).toText(), u"2025-03-04");
    QCOMPARE(parseHumanDate(u"3.4.2025", DayMonthOrder::MonthFirst).toText(), u"2025-04-03"); // dots are never American
    QCOMPARE(parseHumanDate(u"13/4/2025", DayMonthOrder::MonthFirst).toText(), u"2025-04-13");
}

void TestDates::aWeekdaySettlesWhatOrderAndLanguageLeaveOpen()
{
    QCOMPARE(parseHumanDate(u"Thursday 9/11/2025").toText(), u"2025-09-11");
    QCOMPARE(parseHumanDate(u"wtorek, 11 listopada 2025").toText(), u"2025-11-11"); // Polish: November
    QCOMPARE(parseHumanDate(u"subota, 11. listopada 2025.").toText(), u"2025-10-11"); // Croatian: October
}

void TestDates::everyDayOfACenturySurvivesItsOwnFormats()
{
    for (QDate day(1970, 1, 1); day < QDate(2069, 12, 31); day = day.addDays(13)) {
        const QString iso = day.toString(Qt::ISODate);
        const QDateTime time(day, QTime(23, 59, 58), Qt::UTC);
        QCOMPARE(parseFeedDate(iso).toText(), iso);
        QCOMPARE(parseFeedDate(time.toString(Qt::ISODate)).time(), time);
        QCOMPARE(parseFeedDate(time.toString(Qt::RFC2822Date)).time(), time);
        QCOMPARE(parseHumanDate(QLocale::c().toString(day, QStringLiteral("dddd, MMMM d, yyyy"))).toText(), iso);
        QCOMPARE(weekdayOf(day.year(), day.month(), day.day()), day.dayOfWeek());
        int year = 0;
        const int week = day.weekNumber(&year);
        QCOMPARE(parseFeedDate(QStringLiteral("%1-W%2-%3").arg(year).arg(week, 2, 10, QChar(u'0')).arg(day.dayOfWeek())).toText(), iso);
        QCOMPARE(parseFeedDate(QStringLiteral("%1-%2").arg(day.year()).arg(day.dayOfYear(), 3, 10, QChar(u'0'))).toText(), iso);
    }
}

void TestDates::zonesAreKnownByNameAndNumber()
{
    QCOMPARE(zoneOffset(u"Z"), std::optional(0));
    QCOMPARE(zoneOffset(u"EST"), std::optional(-5 * 3600));
    QCOMPARE(zoneOffset(u"cest"), std::optional(2 * 3600));
    QCOMPARE(zoneOffset(u"(JST)"), std::optional(9 * 3600));
    QCOMPARE(zoneOffset(u"GMT+2"), std::optional(2 * 3600));
    QCOMPARE(zoneOffset(u"UTC-03:30"), std::optional(-(3 * 3600 + 30 * 60)));
    QCOMPARE(zoneOffset(u"+0545"), std::optional(5 * 3600 + 45 * 60));
    QCOMPARE(zoneOffset(u"-7"), std::optional(-7 * 3600));
    for (const char16_t *wrong : {u"", u"+", u"+99", u"+0199", u"NOWHERE", u"EST+2", u"+1:2:3:4:5"})
        QVERIFY2(!zoneOffset(wrong), qPrintable(QString::fromUtf16(wrong)));
}

void TestDates::wordsMeanMonthsInManyLanguages()
{
    QCOMPARE(int(dateWord(QStringLiteral("maart"), false).months[0]), 3);
    QCOMPARE(int(dateWord(QStringLiteral("agustus"), false).months[0]), 8);
    QCOMPARE(int(dateWord(QStringLiteral("februari"), false).months[0]), 2);
    QVERIFY(!dateWord(QStringLiteral("government"), false).isKnown());
    QVERIFY(!dateWord(QString(), true).isKnown());
    QCOMPARE(englishMonth(u"Sept"), 9);
    QCOMPARE(englishMonth(u"Marc"), 0);
}

void TestDates::randomTextNeitherCrashesNorBecomesADateOfItsOwn()
{
    QRandomGenerator random(20250911);
    const QString alphabet = QStringLiteral("0123456789 :.,/-+()TZWaemprsSepOct年月日時ч§\u0000\xd800\xdc00é").replace(u'§', QChar(0xd83d));
    for (int i = 0; i < 20000; ++i) {
        QString text;
        for (int n = random.bounded(30); n > 0; --n)
            text += alphabet[random.bounded(int(alphabet.size()))];
        const Moment moment = parseFeedDate(text);
        if (moment.isKnown())
            QVERIFY2(moment.time().date().year() >= 1899 && moment.time().date().year() <= 2286, qPrintable(text));
        parseHumanDate(text);
    }
    QVERIFY(!parseFeedDate(QString(1000000, u'1')).isKnown());
    QVERIFY(!parseHumanDate(QString(1000000, u' ')).isKnown());
}

QTEST_GUILESS_MAIN(TestDates)
#include "test_dates.moc"
