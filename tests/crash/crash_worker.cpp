// crash_worker WORLD FOLDER OUTSIDE PORT SEED < EXPECTED: works in the profile FOLDER until it is killed. test_kill starts it.
#include "work.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

int main(int count, char **arguments)
{
    const QCoreApplication application(count, arguments);
    const QStringList words = QCoreApplication::arguments();
    QFile input;
    if (words.size() != 6 || !input.open(stdin, QIODevice::ReadOnly)) {
        std::fputs("usage: crash_worker store|library FOLDER OUTSIDE PORT SEED < EXPECTED\n", stderr);
        return 2;
    }
    constexpr int rounds = 1000; // the killer comes long before
    const dateline::WorkPlace place{words[2], words[3], words[4].toInt(), words[5].toUInt()};
    const auto profile = dateline::ExpectedProfile::fromJson(input.readAll());
    const auto work = words[1] == QStringLiteral("library") ? dateline::makeLibraryWork(place, profile) : dateline::makeStoreWork(place, profile);
    return work->run(rounds) ? 0 : 1;
}
