// Compiles resources/words/*.tsv into resources/models/places.bin. See resources/words/README.md.
#include "analysis/gazetteer.h"

#include <QFile>

#include <cstdio>

int main(int argc, char **argv)
{
    if (argc < 3) {
        std::fputs("compile_places OUT_BIN LIST_TSV…\n", stderr);
        return 2;
    }
    QList<QByteArray> lists;
    for (int at = 2; at < argc; ++at) {
        QFile file(QString::fromLocal8Bit(argv[at]));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", argv[at]);
        lists.append(file.readAll());
    }
    const auto bytes = dateline::Gazetteer::compile(lists);
    if (!bytes)
        qFatal("%s: %s", qPrintable(bytes.error().message), qPrintable(bytes.error().detail));
    QFile out(QString::fromLocal8Bit(argv[1]));
    if (!out.open(QIODevice::WriteOnly) || out.write(*bytes) < 0)
        qFatal("cannot write %s", argv[1]);
    return 0;
}
