#include "library/line_chunks.h"

#include <QBuffer>
#include <QTest>

using namespace dateline;

namespace {

struct Read {
    QByteArray bytes;
    QList<int> firstLines;
    QStringList problems;
    bool areWhole = true;
};

Read readAll(QByteArray input, qsizetype readBefore)
{
    QBuffer device(&input);
    device.open(QIODevice::ReadOnly);
    const QByteArray beginning = device.read(readBefore);
    LineChunks chunks(device, beginning);
    Read read;
    int line = 1;
    while (const auto chunk = chunks.next()) {
        if (!chunk->problem.isEmpty())
            read.problems.append(chunk->problem);
        read.areWhole = read.areWhole && (chunk->bytes.isEmpty() || chunk->bytes.endsWith('\n') || device.atEnd());
        if (read.problems.isEmpty() && chunk->firstLine != line)
            read.areWhole = false;
        line += static_cast<int>(chunk->bytes.count('\n'));
        read.firstLines.append(chunk->firstLine);
        read.bytes += chunk->bytes;
    }
    return read;
}

} // namespace

class TestLineChunks final : public QObject {
    Q_OBJECT
private slots:
    void nothing_is_lost_whatever_the_lengths_data()
    {
        QTest::addColumn<QByteArray>("input");
        QByteArray many;
        for (int i = 0; i < 20'000; ++i)
            many += QByteArray(i % 97, 'x') + '\n';
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no line end") << QByteArray("one");
        QTest::newRow("only line ends") << QByteArray("\n\n\n");
        QTest::newRow("many lines") << many;
        QTest::newRow("without a last line end") << QByteArray(many + QByteArray("end"));
        QTest::newRow("one long line") << QByteArray(QByteArray(1'000'000, 'y') + QByteArray("\nshort\n"));
        QTest::newRow("long line last") << QByteArray(QByteArray("short\n") + QByteArray(1'000'000, 'y'));
    }

    void nothing_is_lost_whatever_the_lengths()
    {
        QFETCH(QByteArray, input);
        for (const qsizetype before : {0, 10, 600'000}) {
            const Read read = readAll(input, before);
            QCOMPARE(read.bytes, input);
            QVERIFY(read.areWhole);
            QVERIFY(read.problems.isEmpty());
        }
    }

    void an_endless_line_is_left_out_and_the_next_one_read()
    {
        const Read read = readAll(QByteArray(QByteArray("first\n") + QByteArray(40 * 1024 * 1024, 'z') + QByteArray("\nlast\n")), 0);
        QCOMPARE(read.bytes, QByteArray("first\nlast\n"));
        QCOMPARE(read.problems.size(), 1);
        QVERIFY2(read.problems.first().startsWith(QStringLiteral("line 2")), qPrintable(read.problems.first()));
        QCOMPARE(read.firstLines.last(), 3);
    }
};

QTEST_GUILESS_MAIN(TestLineChunks)
#include "test_line_chunks.moc"
