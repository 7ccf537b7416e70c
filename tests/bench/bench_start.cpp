// Start time of the reader beside a bare three-pane Qt window, taken in turns so that noise falls on both.
// Usage: bench_start BARE_WINDOW DATELINE_WINDOW PROFILE [ROUNDS]
#include "figures.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>

using namespace dateline::bench;

namespace {

// Milliseconds from start to exit, or a negative number where the program failed.
double run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer clock;
    clock.start();
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        return -1;
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4) {
        qCritical("Usage: bench_start BARE_WINDOW DATELINE_WINDOW PROFILE [ROUNDS]");
        return 2;
    }
    const int rounds = arguments.value(4, QStringLiteral("15")).toInt();
    QList<double> bare, reader;
    for (int k = 0; k < rounds + 1; ++k) {
        const double first = run(arguments[1], {});
        const double second = run(arguments[2], {QStringLiteral("--profile"), arguments[3], QStringLiteral("--exit-when-ready")});
        if (first < 0 || second < 0) {
            qCritical("A program could not be run to its end.");
            return 1;
        }
        if (k > 0) { // the first round warms the cache
            bare += first;
            reader += second;
        }
    }
    print(spread(QStringLiteral("bare window"), QStringLiteral("ms"), bare));
    print(spread(QStringLiteral("dateline-window"), QStringLiteral("ms"), reader));
    print(single(QStringLiteral("start, dateline / bare (medians)"), QStringLiteral("ratio"), quantile(reader, 0.5) / quantile(bare, 0.5)));
    return 0;
}
