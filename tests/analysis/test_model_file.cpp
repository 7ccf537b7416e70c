#include "analysis/model_file.h"

#include <QTest>

using namespace dateline;

class TestModelFile final : public QObject {
    Q_OBJECT

    static QByteArray sample() { return modelFile("DLTESTS1", {QByteArray("\1\2\3\4\5\6\7\0", 8), QByteArray("abc")}); }

private slots:
    void gives_back_what_was_put_in()
    {
        const QByteArray bytes = sample();
        const auto file = ModelFile::open(bytes, "DLTESTS1", 2, QString());
        QVERIFY(file);
        QCOMPARE(file->section<quint32>(0)->size(), size_t(2));
        QCOMPARE(file->section<char>(1)->back(), 'c');
    }

    void refuses_a_section_that_is_no_array_of_the_struct()
    {
        const QByteArray bytes = sample();
        QVERIFY(!ModelFile::open(bytes, "DLTESTS1", 2, QString())->section<quint64>(1));
    }

    void copies_bytes_that_are_not_aligned()
    {
        const QByteArray shifted = QByteArray("x" + sample());
        const auto file = ModelFile::open(QByteArrayView(shifted).sliced(1), "DLTESTS1", 2, QString());
        QVERIFY(file);
        QCOMPARE(file->section<quint32>(0)->front(), 0x04030201u);
    }

    void refuses_every_truncation_and_every_changed_byte()
    {
        const QByteArray bytes = sample();
        for (qsizetype size = 0; size < bytes.size(); ++size)
            QVERIFY(!ModelFile::open(bytes.first(size), "DLTESTS1", 2, QString()));
        for (qsizetype at = 0; at < bytes.size(); ++at) {
            QByteArray changed = bytes;
            changed[at] = char(changed[at] ^ 0x10);
            const auto file = ModelFile::open(changed, "DLTESTS1", 2, QStringLiteral("models/x.bin"));
            QVERIFY2(!file, qPrintable(QString::number(at)));
            QCOMPARE(file.error().kind, ErrorKind::Corrupt);
            QVERIFY(file.error().message.contains(u"models/x.bin"));
        }
    }
};

QTEST_GUILESS_MAIN(TestModelFile)
#include "test_model_file.moc"
