#include "analysis/word_vectors.h"

#include "analysis/tokens.h"

#include <QTest>

using namespace dateline;

class TestWordVectors final : public QObject {
    Q_OBJECT

private slots:
    void every_word_is_found_with_its_own_vector()
    {
        std::vector<WordVectors::Word> words;
        for (int i = 0; i < 500; ++i) {
            WordVectors::Word word{foldedHash(QStringLiteral("word%1x").arg(i)), {}};
            word.row[0] = qint8(i % 100);
            word.row[63] = qint8(i / 100);
            words.push_back(word);
        }
        const QByteArray bytes = WordVectors::compile(words);
        const auto vectors = WordVectors::open(bytes, QString());
        QVERIFY(vectors);
        for (const WordVectors::Word &word : words) {
            const WordVectors::Row *row = vectors->find(word.folded);
            QVERIFY(row);
            QCOMPARE(*row, word.row);
        }
        QVERIFY(!vectors->find(foldedHash(u"absent")));
    }

    void the_more_common_of_two_spellings_counts()
    {
        WordVectors::Word first{foldedHash(u"Café"), {}}, second{foldedHash(u"cafe"), {}};
        first.row[0] = 1;
        second.row[0] = 2;
        const QByteArray bytes = WordVectors::compile({first, second});
        const auto vectors = WordVectors::open(bytes, QString());
        QVERIFY(vectors);
        QCOMPARE(int(vectors->find(foldedHash(u"CAFE"))->front()), 1);
    }

    void a_damaged_file_is_refused()
    {
        QByteArray bytes = WordVectors::compile({{foldedHash(u"one"), {}}});
        QVERIFY(!WordVectors::open(bytes.first(bytes.size() - 8), QStringLiteral("vectors.bin")));
        bytes[bytes.size() - 1] = char(bytes.back() ^ 1);
        const auto damaged = WordVectors::open(bytes, QStringLiteral("vectors.bin"));
        QVERIFY(!damaged);
        QVERIFY(damaged.error().message.contains(u"vectors.bin") || damaged.error().detail.contains(u"vectors.bin"));
    }
};

QTEST_GUILESS_MAIN(TestWordVectors)
#include "test_word_vectors.moc"
