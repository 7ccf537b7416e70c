#include "analysis/tokens.h"

#include <QTest>

using namespace dateline;

class TestTokens final : public QObject {
    Q_OBJECT

private slots:
    void cuts_text_as_annotated_corpora_do_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cut");
        QTest::newRow("plain") << "Police said so." << "Police|said|so|.";
        QTest::newRow("possessive") << "Serbia's president" << "Serbia|'s|president";
        QTest::newRow("curly possessive") << QStringLiteral("Serbia’s") << QStringLiteral("Serbia|’s");
        QTest::newRow("name with an apostrophe") << "O'Brien" << "O'Brien";
        QTest::newRow("hyphens hide names") << "China-based" << "China|-|based";
        QTest::newRow("initials keep their stop") << "George W. Bush" << "George|W.|Bush";
        QTest::newRow("abbreviated state") << "the U.S. said" << "the|U.S.|said";
        QTest::newRow("title") << "Mr. Smith" << "Mr.|Smith";
        QTest::newRow("company") << "Acme Corp. rose" << "Acme|Corp.|rose";
        QTest::newRow("number") << "1,234.5 tonnes" << "1,234.5|tonnes";
        QTest::newRow("address") << "see https://example.org/a-b?c=d." << "see|https://example.org/a-b?c=d|.";
        QTest::newRow("elision") << "l'Italie" << "l'|Italie";
        QTest::newRow("ideographs one by one") << QStringLiteral("中国说") << QStringLiteral("中|国|说");
        QTest::newRow("dots in a row") << "so... yes" << "so|...|yes";
        QTest::newRow("combining mark stays in its word") << QStringLiteral("cafe\u0301 x") << QStringLiteral("cafe\u0301|x");
        QTest::newRow("nothing") << "" << "";
    }

    void cuts_text_as_annotated_corpora_do()
    {
        QFETCH(QString, text);
        QStringList words;
        for (const Token &token : tokens(text))
            words.append(text.mid(token.start, token.length));
        QTEST(words.join(u'|'), "cut");
    }

    void folds_case_and_diacritics_into_one_hash()
    {
        QCOMPARE(foldedHash(u"Vučić"), foldedHash(u"VUCIC"));
        QVERIFY(foldedHash(u"Vucic") != foldedHash(u"Vucics"));
    }

    void tells_how_a_word_is_written()
    {
        const std::vector<Token> found = tokens(u"the Times NATO McCain A 中");
        const std::vector<TokenCase> expected{TokenCase::Lower, TokenCase::Title, TokenCase::Upper, TokenCase::Mixed, TokenCase::Initial, TokenCase::Caseless};
        for (size_t at = 0; at < expected.size(); ++at)
            QCOMPARE(found[at].letterCase, expected[at]);
    }

    void covers_every_visible_unit_of_hostile_text()
    {
        QString text;
        for (int at = 0; at < 3000; ++at)
            text += QChar(char16_t((at * 7919) % 0xFFFF + 1));
        std::vector<bool> covered(size_t(text.size()), false);
        qint32 last = 0;
        for (const Token &token : tokens(text)) {
            QVERIFY(token.start >= last && token.length > 0);
            last = token.end();
            for (qint32 at = token.start; at < token.end(); ++at)
                covered[size_t(at)] = true;
        }
        QVERIFY(last <= text.size());
        for (qsizetype at = 0; at < text.size(); ++at)
            QVERIFY(covered[size_t(at)] || text[at].isSpace() || text[at].unicode() <= 0x20 || text[at].unicode() == 0x7F
                    || text[at].unicode() == 0x200B || text[at].unicode() == 0xFEFF);
    }

    void every_token_belongs_to_one_sentence()
    {
        const QString text = QStringLiteral("Mr. Smith met J. Doe in the U.S. on Sept. 3. \"Yes,\" he said.\n\nNext paragraph without a stop");
        const TokenisedText result = tokenised(text, Part::Text, QStringLiteral("en"));
        qint32 at = 0;
        for (const Sentence &sentence : result.sentences) {
            QCOMPARE(sentence.first, at);
            QVERIFY(sentence.last > sentence.first);
            at = sentence.last;
        }
        QCOMPARE(at, qint32(result.tokens.size()));
    }

    void sees_headlines_and_shouting()
    {
        QVERIFY(tokenised(u"POLICE ARREST THREE IN RAID", Part::Title, {}).sentences.front().shouts);
        QVERIFY(tokenised(u"Police Arrest Three Suspects in Dawn Raid", Part::Title, {}).sentences.front().headline);
        QVERIFY(!tokenised(u"Police arrest three suspects in Leeds", Part::Title, {}).sentences.front().headline);
    }
};

QTEST_GUILESS_MAIN(TestTokens)
#include "test_tokens.moc"
