#include "analysis/lexicon.h"
#include "analysis/tokens.h"

#include <QTest>

using namespace dateline;

class TestLexicon final : public QObject {
    Q_OBJECT

private slots:
    void finds_exactly_the_words_that_were_compiled()
    {
        std::vector<Lexicon::Word> words;
        for (int number = 0; number < 5000; ++number)
            words.push_back({foldedHash(QStringLiteral("word%1").arg(number)), {quint16(number % 900 + 1), quint8(number % 60 + 1), 3}});
        const QByteArray bytes = Lexicon::compile(words);
        const auto lexicon = Lexicon::open(bytes, QString());
        QVERIFY(lexicon);
        for (const Lexicon::Word &word : words) {
            QCOMPARE(lexicon->find(word.folded).fine, word.group.fine);
            QCOMPARE(lexicon->find(word.folded).coarse, word.group.coarse);
        }
        for (int number = 0; number < 5000; ++number)
            QCOMPARE(lexicon->find(foldedHash(QStringLiteral("other%1").arg(number))).fine, quint16(0));
    }

    void refuses_a_table_without_an_end()
    {
        const QByteArray full = modelFile("DLWORDS1", {QByteArray(64, '\1')});
        QVERIFY(!Lexicon::open(full, QString()));
    }
};

QTEST_GUILESS_MAIN(TestLexicon)
#include "test_lexicon.moc"
