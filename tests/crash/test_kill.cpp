// Kills a working program at random moments, and looks for what was lost.
//   test_kill                           a few kills, as a test
//   test_kill --kills 500 --seed 7      many; the seed of a failure is printed, and with it the choices are the same again (but not
//                                       the moments, which hang on the machine)
#include "kill_run.h"

#include <QElapsedTimer>
#include <QTest>

using namespace dateline;

namespace {

constexpr int killsOfATest = 24;
constexpr int leastKills = 8;
constexpr qint64 secondsOfATest = 40; // on a busy machine it makes fewer kills, but never fewer than those
int wantedKills = 0; // as many as a test makes
quint32 wantedSeed = 0;

} // namespace

class TestKill final : public QObject {
    Q_OBJECT
private slots:
    void nothing_acknowledged_is_lost_and_nothing_is_half_there()
    {
        const int kills = wantedKills > 0 ? wantedKills : killsOfATest;
        qInfo("%d kills, seed %u", kills, wantedSeed);
        KillRun run(wantedSeed, std::clamp(kills / 3, 1, 25));
        QElapsedTimer sinceStart;
        sinceStart.start();
        int failures = 0;
        for (int kill = 1; kill <= kills && failures < 3; ++kill) {
            if (wantedKills == 0 && kill > leastKills && sinceStart.elapsed() > secondsOfATest * 1000)
                break;
            const QStringList wrong = run.killOnce();
            if (wrong.isEmpty())
                continue;
            ++failures;
            QTest::qFail(qPrintable(QStringLiteral("after kill %1 of seed %2:\n%3").arg(kill).arg(wantedSeed).arg(wrong.join(u'\n'))), __FILE__, __LINE__);
        }
        qInfo("kills by what was under way (several at once are counted each):\n%s", qPrintable(run.counts().join(u'\n')));
    }
};

int main(int count, char **arguments)
{
    if (!qEnvironmentVariableIsSet("DATELINE_RESOURCES")) // ctest sets it
        qputenv("DATELINE_RESOURCES", RESOURCES);
    qputenv("QTEST_FUNCTION_TIMEOUT", "86400000"); // many kills take hours
    QCoreApplication application(count, arguments);
    QStringList words = QCoreApplication::arguments();
    wantedSeed = QRandomGenerator::system()->generate() % 1'000'000;
    for (const auto &[option, set] : {std::pair<QString, std::function<void(const QString &)>>(QStringLiteral("--kills"), [](const QString &value) { wantedKills = value.toInt(); }),
                                      {QStringLiteral("--seed"), [](const QString &value) { wantedSeed = value.toUInt(); }}}) {
        const qsizetype at = words.indexOf(option);
        if (at < 0 || at + 1 >= words.size())
            continue;
        set(words[at + 1]);
        words.remove(at, 2);
    }
    TestKill test;
    return QTest::qExec(&test, words);
}

#include "test_kill.moc"
