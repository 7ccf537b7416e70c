// Every call of SQLite to the disk fails once, in everything that the store does: nothing that was acknowledged is lost, nothing is half
// there, the error says what is wrong, and when the disk is well again so is the store.
//   test_faults           a sample of the calls
//   test_faults --all     every call
#include "carried_out.h"
#include "failing_disk.h"
#include "step_choice.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace dateline;
using namespace Qt::StringLiterals;
using Fault = FailingDisk::Fault;

namespace {

int mostTried = 6; // calls of one operation that fail, evenly spread

QList<int> tried(int calls)
{
    QList<int> numbers;
    for (int i = 0; i < std::min(calls, mostTried); ++i)
        numbers += 1 + static_cast<int>(static_cast<qint64>(i) * calls / std::min(calls, mostTried));
    return numbers;
}

void copyFolder(const QString &from, const QString &to)
{
    for (const QString &name : QDir(from).entryList(QDir::Files)) {
        if (!QFile::copy(from + u'/' + name, to + u'/' + name))
            qFatal("%s can't be copied", qPrintable(name));
    }
}

// A copy of a profile, opened.
struct Trial {
    explicit Trial(const QString &base)
    {
        copyFolder(base, folder.path());
        open();
    }
    void open()
    {
        auto opened = Store::open(folder.path());
        if (opened)
            store = std::move(*opened);
        else
            error = opened.error();
    }

    QTemporaryDir folder;
    std::unique_ptr<Store> store;
    Error error;
};

// The kinds that a failing disk may have. Corrupt is none: the reader would be told to look for a backup.
bool isApt(const Error &error, Fault fault)
{
    const bool isFull = fault == Fault::Full || fault == Fault::Short;
    return !error.message.isEmpty() && (error.kind == ErrorKind::Unreadable || (isFull && error.kind == ErrorKind::Full));
}

QStringList unsound(Store &store)
{
    const auto report = store.check(false).result();
    return !report ? QStringList(report.error().message) : report->sound ? QStringList() : report->found;
}

} // namespace

class TestFaults final : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_base;
    ExpectedProfile m_expected;
    QTemporaryDir m_scratch;

    static void addFaults(const QString &name, const std::function<void(const QString &, Fault, bool)> &add)
    {
        add(name + u", an error once"_s, Fault::InputOutput, false);
        add(name + u", errors until it is well again"_s, Fault::InputOutput, true);
        add(name + u", a full disk"_s, Fault::Full, true);
        add(name + u", a short write"_s, Fault::Short, true);
        add(name + u", a torn write"_s, Fault::Torn, false);
    }

    Parts after(const Step &step) const
    {
        ExpectedProfile expected = m_expected;
        expected.apply(step);
        return expected.parts();
    }

    // Gives how many calls an operation makes on a disk that is well.
    template <class Work>
    int callsOf(const FailingDisk &disk, Work work)
    {
        const_cast<FailingDisk &>(disk).heal();
        work();
        return disk.calls();
    }

    void tryStep(FailingDisk &disk, const Step &step, int number, Fault fault, bool isLasting)
    {
        Trial trial(m_base.path());
        QVERIFY2(trial.store, qPrintable(trial.error.message));
        QVERIFY(trial.store->run({}).result()); // its index is in: opening has its own faults
        const QString backup = trial.folder.filePath(u"copy"_s);
        disk.failFrom(number, fault, isLasting);
        const Result<void> done = carriedOut(*trial.store, m_expected, step, backup);
        const bool hasFailed = disk.hasFailed();
        disk.heal();
        if (!done && !hasFailed)
            QFAIL(qPrintable(u"fails by itself: "_s + done.error().message + u' ' + done.error().detail));
        if (!done)
            QVERIFY2(isApt(done.error(), fault), qPrintable(QString::number(static_cast<int>(done.error().kind)) + u' ' + done.error().message + u' ' + done.error().detail));
        QStringList differing = differences(done ? after(step) : m_expected.parts(), partsOf(*trial.store));
        QVERIFY2(differing.isEmpty(), qPrintable((done ? u"done, but "_s : u"not done, but "_s) + differing.join(u'\n')));
        if (!done) {
            const Result<void> again = carriedOut(*trial.store, m_expected, step, backup);
            QVERIFY2(again, again ? "" : qPrintable(u"once more: "_s + again.error().message + u' ' + again.error().detail));
        }
        QCOMPARE(unsound(*trial.store), QStringList());
        for (const bool isReopened : {false, true}) {
            if (isReopened) {
                trial.store.reset();
                trial.open();
            }
            QVERIFY2(trial.store, qPrintable(trial.error.message));
            differing = differences(after(step), partsOf(*trial.store));
            QVERIFY2(differing.isEmpty(), qPrintable(differing.join(u'\n')));
        }
        QCOMPARE(unsound(*trial.store), QStringList());
        if (step.kind == Step::Kind::Backup)
            QVERIFY(QFile::exists(backup));
    }

private slots:
    void initTestCase() { m_expected = makeProfile(m_base.path()); }

    void every_change_survives_every_fault_data()
    {
        QTest::addColumn<Step>("step");
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<bool>("isLasting");
        const QString one = u"https://desk.example.org/one"_s;
        QStringList added;
        for (int i = 0; i < 40; ++i)
            added += u"a3-%1"_s.arg(i);
        const QList<Step> steps{
            savingStep(one, added, 1), savingStep(one, {u"a1-0"_s, u"a1-1"_s, u"a1-20"_s}, 2), markingStep({u"a1-2"_s, u"a1-12"_s, u"a2-20"_s}),
            plainStep(Step::Kind::SaveAnalyses, {}, {u"a1-3"_s, u"a2-4"_s}), plainStep(Step::Kind::Remove, {}, {u"a1-4"_s, u"a2-5"_s, u"a2-6"_s}),
            correctingStep(Correction::sameEntity({EntityKind::Organisation, InventedOrganisations[0]}, {EntityKind::Organisation, InventedOrganisations[1]})),
            correctingStep(Correction::topic({}, u"medtop:15000000"_s, true), u"a1-9"_s), plainStep(Step::Kind::TakeBack, {}, {}, 0),
            plainStep(Step::Kind::TakeBack, {}, {}, 1), plainStep(Step::Kind::SaveFilter, {}, {}, -1, u"New"_s, u"tag:tag2"_s),
            plainStep(Step::Kind::RemoveFilter, {}, {}, 0), plainStep(Step::Kind::SetSetting, {}, {}, -1, u"crash.1"_s, u"new"_s),
            plainStep(Step::Kind::MakeSources, {}, {u"https://desk.example.org/three"_s}), plainStep(Step::Kind::UpdateSource, one, {}, -1, {}, u"Another title"_s),
            plainStep(Step::Kind::RemoveSource, one), plainStep(Step::Kind::Check, {}), plainStep(Step::Kind::Backup, {}), plainStep(Step::Kind::Compact, {})};
        int number = 0;
        for (const Step &step : steps) {
            addFaults(QString::number(number++) + u' ' + stepName(step.kind), [&](const QString &name, Fault fault, bool isLasting) {
                QTest::newRow(qPrintable(name)) << step << fault << isLasting;
            });
        }
    }

    void every_change_survives_every_fault()
    {
        QFETCH(Step, step);
        QFETCH(Fault, fault);
        QFETCH(bool, isLasting);
        FailingDisk disk;
        int calls = 0;
        {
            Trial trial(m_base.path());
            calls = callsOf(disk, [&] { QVERIFY(carriedOut(*trial.store, m_expected, step, trial.folder.filePath(u"copy"_s))); });
        }
        for (int number : tried(calls)) {
            tryStep(disk, step, number, fault, isLasting);
            if (QTest::currentTestFailed()) {
                qWarning("at call %d of %d", number, calls);
                return;
            }
        }
    }

    void every_answer_survives_every_fault_data()
    {
        QTest::addColumn<QString>("question");
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<bool>("isLasting");
        for (const QString &question : {u"council"_s, u"person:\"Boris Cvetkov\" vote"_s, u"is:unread"_s}) {
            addFaults(question, [&](const QString &name, Fault fault, bool isLasting) { QTest::newRow(qPrintable(name)) << question << fault << isLasting; });
        }
    }

    void every_answer_survives_every_fault()
    {
        QFETCH(QString, question);
        QFETCH(Fault, fault);
        QFETCH(bool, isLasting);
        FailingDisk disk;
        const Query query = Query::parse(question).value();
        AnswerOptions options;
        options.order = Order::Relevance;
        Answer right;
        QList<ArticleHead> rightHeads;
        const auto ask = [&](Store &store) -> Result<void> {
            const auto answer = store.run(query, options).result();
            const auto heads = store.heads(answer.value_or(right).rows).result();
            const auto article = store.article(right.rows.value(0)).result();
            if (!answer || !heads || !article)
                return tl::unexpected(!answer ? answer.error() : !heads ? heads.error() : article.error());
            if (*answer != right || *heads != rightHeads)
                return failure(ErrorKind::Corrupt, u"a wrong answer"_s);
            return {};
        };
        int calls = 0;
        {
            Trial trial(m_base.path());
            right = trial.store->run(query, options).result().value();
            rightHeads = trial.store->heads(right.rows).result().value();
            QVERIFY(!right.rows.isEmpty());
            trial.store.reset();
            trial.open(); // with nothing in any cache
            calls = callsOf(disk, [&] { QVERIFY(ask(*trial.store)); });
        }
        for (int number : tried(calls)) {
            Trial trial(m_base.path());
            disk.failFrom(number, fault, isLasting);
            const Result<void> asked = ask(*trial.store);
            disk.heal();
            if (!asked)
                QVERIFY2(isApt(asked.error(), fault), qPrintable(u"call %1: "_s.arg(number) + asked.error().message));
            const Result<void> again = ask(*trial.store);
            QVERIFY2(again, again ? "" : qPrintable(u"call %1, once more: "_s.arg(number) + again.error().message));
        }
    }

    void opening_survives_every_fault_data()
    {
        QTest::addColumn<QString>("profile");
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<bool>("isLasting");
        for (const QString &profile : {u"a new one"_s, u"one in use"_s, u"one with a log left by a kill"_s, u"one of the first schema"_s}) {
            addFaults(profile, [&](const QString &name, Fault fault, bool isLasting) { QTest::newRow(qPrintable(name)) << profile << fault << isLasting; });
        }
    }

    void opening_survives_every_fault()
    {
        QFETCH(QString, profile);
        QFETCH(Fault, fault);
        QFETCH(bool, isLasting);
        FailingDisk disk;
        QTemporaryDir base;
        const ExpectedProfile expected = prepared(profile, base.path());
        int calls = 0;
        {
            QTemporaryDir folder;
            copyFolder(base.path(), folder.path());
            calls = callsOf(disk, [&] { QVERIFY(Store::open(folder.path())); });
        }
        for (int number : tried(calls)) {
            QTemporaryDir folder;
            copyFolder(base.path(), folder.path());
            disk.failFrom(number, fault, isLasting);
            {
                auto opened = Store::open(folder.path());
                if (!opened)
                    QVERIFY2(isApt(opened.error(), fault), qPrintable(u"call %1 of %2: %3 %4"_s.arg(number).arg(calls).arg(opened.error().message, opened.error().detail)));
            } // and closed on the failing disk
            disk.heal();
            const auto store = Store::open(folder.path());
            QVERIFY2(store, store ? "" : qPrintable(u"once more: "_s + store.error().message + u' ' + store.error().detail));
            const QStringList differing = differences(expected.parts(), partsOf(**store));
            QVERIFY2(differing.isEmpty(), qPrintable(differing.join(u'\n')));
            QCOMPARE(unsound(**store), QStringList());
        }
    }

    void closing_survives_every_fault_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<bool>("isLasting");
        addFaults({}, [&](const QString &name, Fault fault, bool isLasting) { QTest::newRow(qPrintable(name)) << fault << isLasting; });
    }

    void closing_survives_every_fault()
    {
        QFETCH(Fault, fault);
        QFETCH(bool, isLasting);
        FailingDisk disk;
        const Step step = markingStep({u"a1-2"_s, u"a1-12"_s, u"a2-20"_s});
        int calls = 0;
        for (int number = 0; number <= std::min(calls, 4 * mostTried / 3); ++number) { // the first time it is well
            Trial trial(m_base.path());
            QVERIFY(carriedOut(*trial.store, m_expected, step));
            if (number > 0)
                disk.failFrom(number * std::max(1, calls * 3 / 4 / mostTried), fault, isLasting);
            const int made = callsOf(disk, [&] { trial.store.reset(); });
            calls = number == 0 ? made : calls;
            disk.heal();
            trial.open();
            QVERIFY2(trial.store, qPrintable(trial.error.message));
            const QStringList differing = differences(after(step), partsOf(*trial.store));
            QVERIFY2(differing.isEmpty(), qPrintable(differing.join(u'\n')));
            QCOMPARE(unsound(*trial.store), QStringList());
        }
    }

    void restoring_survives_every_fault_data() { closing_survives_every_fault_data(); }

    void restoring_survives_every_fault()
    {
        QFETCH(Fault, fault);
        QFETCH(bool, isLasting);
        FailingDisk disk;
        const QString backup = m_scratch.filePath(u"backup"_s);
        if (!QFile::exists(backup)) {
            Trial trial(m_base.path());
            QVERIFY(trial.store->backup(backup).result());
        }
        int calls = 0;
        {
            QTemporaryDir folder;
            calls = callsOf(disk, [&] { QVERIFY(Store::restore(backup, folder.path())); });
        }
        for (int number : tried(calls)) {
            QTemporaryDir folder;
            disk.failFrom(number, fault, isLasting);
            const Result<void> restored = Store::restore(backup, folder.path());
            disk.heal();
            if (!restored) {
                QVERIFY2(isApt(restored.error(), fault), qPrintable(u"call %1 of %2: "_s.arg(number).arg(calls) + restored.error().message + restored.error().detail));
                QVERIFY(!QFile::exists(folder.filePath(u"dateline.sqlite"_s)));
                QVERIFY(Store::restore(backup, folder.path()));
            }
            QCOMPARE(QDir(folder.path()).entryList({u"*unfinished*"_s}), QStringList());
            const auto store = Store::open(folder.path());
            QVERIFY(store);
            const QStringList differing = differences(m_expected.parts(), partsOf(**store));
            QVERIFY2(differing.isEmpty(), qPrintable(differing.join(u'\n')));
        }
    }

    // What was acknowledged has been synced; what was not may be on the disk in any part.
    void a_power_cut_loses_nothing_acknowledged()
    {
        FailingDisk disk;
        const QString one = u"https://desk.example.org/one"_s;
        QStringList added;
        for (int i = 0; i < 60; ++i)
            added += u"a4-%1"_s.arg(i);
        const QList<Step> steps{markingStep({u"a1-2"_s}), savingStep(one, added, 1), plainStep(Step::Kind::SetSetting, {}, {}, -1, u"crash.2"_s, u"x"_s),
                                savingStep(one, added.mid(0, 20), 2), plainStep(Step::Kind::Remove, {}, {u"a1-4"_s, u"a2-5"_s}),
                                correctingStep(Correction::notAnEntity({EntityKind::Organisation, InventedOrganisations[0]})),
                                plainStep(Step::Kind::SaveFilter, {}, {}, -1, u"New"_s, u"tag:tag2"_s)};
        int calls = 0;
        const int tries = mostTried == INT_MAX ? 400 : 5 * mostTried;
        for (int number = 0; number <= tries; ++number) { // the first time it is well
            Trial trial(m_base.path());
            const int at = static_cast<int>(static_cast<qint64>(number) * calls / tries) + 1;
            if (number > 0)
                disk.failFrom(at, Fault::PowerCut, true);
            else
                disk.heal();
            QList<ExpectedProfile> states{m_expected};
            qsizetype acknowledged = 0;
            for (const Step &step : steps) {
                ExpectedProfile next = states.last();
                const bool isDone = carriedOut(*trial.store, states.last(), step).has_value();
                next.apply(step);
                states += next;
                if (!isDone)
                    break;
                ++acknowledged;
            }
            trial.store.reset(); // the checkpoint may be cut as well
            calls = number == 0 ? disk.calls() : calls;
            disk.heal();
            disk.loseUnsynced(static_cast<quint32>(number));
            trial.open();
            QVERIFY2(trial.store, qPrintable(u"cut %1: "_s.arg(number) + trial.error.message + trial.error.detail));
            const Parts seen = partsOf(*trial.store);
            QStringList differing = differences(states[acknowledged].parts(), seen);
            if (!differing.isEmpty() && acknowledged + 1 < states.size())
                differing = differences(states[acknowledged + 1].parts(), seen);
            QVERIFY2(differing.isEmpty(), qPrintable(u"cut %1 after %2 steps: "_s.arg(number).arg(acknowledged) + differing.join(u'\n')));
            QCOMPARE(unsound(*trial.store), QStringList());
        }
    }

private:
    static ExpectedProfile prepared(const QString &profile, const QString &folder)
    {
        if (profile == u"a new one")
            return {};
        if (profile == u"one of the first schema") {
            QFile packed(QStringLiteral(TEST_DATA "/crash/schema_1.sqlite.z")), expected(QStringLiteral(TEST_DATA "/crash/schema_1.json"));
            QFile file(folder + u"/dateline.sqlite");
            if (!packed.open(QIODevice::ReadOnly) || !expected.open(QIODevice::ReadOnly) || !file.open(QIODevice::WriteOnly)
                || file.write(qUncompress(packed.readAll())) <= 0)
                qFatal("the fixture can't be unpacked");
            return ExpectedProfile::fromJson(expected.readAll());
        }
        const ExpectedProfile expected = makeProfile(folder);
        if (profile == u"one in use")
            return expected;
        // As a kill leaves it: copied while it is open, and marked since.
        const Step step = markingStep({u"a1-2"_s, u"a1-12"_s});
        QTemporaryDir killed;
        {
            const auto store = Store::open(folder);
            if (!store || !carriedOut(**store, expected, step))
                qFatal("the profile can't be prepared");
            copyFolder(folder, killed.path());
        }
        QDir old(folder);
        for (const QString &name : old.entryList(QDir::Files))
            old.remove(name);
        QFile::remove(killed.filePath(u"dateline.sqlite-shm"_s)); // shared memory doesn't outlive the machine
        copyFolder(killed.path(), folder);
        ExpectedProfile marked = expected;
        marked.apply(step);
        return marked;
    }
};


int main(int count, char **arguments)
{
    QCoreApplication application(count, arguments);
    QStringList words = QCoreApplication::arguments();
    if (words.removeAll(u"--all"_s) > 0)
        mostTried = INT_MAX;
    TestFaults test;
    return QTest::qExec(&test, words);
}

#include "test_faults.moc"
