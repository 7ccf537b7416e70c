// Compiles resources/words/aliases.tsv into resources/models/aliases.bin. See resources/words/README.md.
#include "analysis/aliases.h"

#include <QFile>

#include <cstdio>

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fputs("compile_aliases OUT_BIN LIST_TSV\n", stderr);
        return 2;
    }
    QFile list(QString::fromLocal8Bit(argv[2]));
    if (!list.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", argv[2]);
    const auto bytes = dateline::AliasTable::compile(list.readAll());
    if (!bytes)
        qFatal("%s: %s", qPrintable(bytes.error().message), qPrintable(bytes.error().detail));
    QFile out(QString::fromLocal8Bit(argv[1]));
    if (!out.open(QIODevice::WriteOnly) || out.write(*bytes) < 0)
        qFatal("cannot write %s", argv[1]);
    return 0;
}
