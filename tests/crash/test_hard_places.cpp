// Profiles in places that fail for real: a disk that fills up, one that may only be read, targets that take nothing. Small file systems in memory are
// mounted in a namespace of this program's own; where the system doesn't let it, those tests are skipped.
#include "carried_out.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstring>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

using namespace dateline;
using namespace Qt::StringLiterals;

namespace {

QString cannotMount; // why; empty where it can

void writeTo(const char *file, const QByteArray &text)
{
    QFile out(QString::fromLatin1(file));
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
        cannotMount = u"%1: %2"_s.arg(QString::fromLatin1(file), out.errorString());
}

// Before there is any other thread.
void enterNamespace()
{
    const uid_t user = ::getuid();
    const gid_t group = ::getgid();
    if (::unshare(CLONE_NEWNS) != 0) { // not root
        if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) {
            cannotMount = QString::fromLocal8Bit(std::strerror(errno));
            return;
        }
        writeTo("/proc/self/setgroups", "deny");
        writeTo("/proc/self/uid_map", "0 " + QByteArray::number(user) + " 1");
        writeTo("/proc/self/gid_map", "0 " + QByteArray::number(group) + " 1");
    }
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        cannotMount = QString::fromLocal8Bit(std::strerror(errno));
}

// A file system of its own, of so many KB.
class SmallDisk final {
public:
    explicit SmallDisk(int kilobytes)
    {
        const QByteArray size = "size=" + QByteArray::number(kilobytes) + 'k';
        if (::mount("tmpfs", folder().toLocal8Bit().constData(), "tmpfs", 0, size.constData()) != 0)
            qFatal("no tmpfs: %s", std::strerror(errno));
    }
    ~SmallDisk()
    {
        ::umount2(folder().toLocal8Bit().constData(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    QString folder() const { return m_folder.path(); }
    QString at(const QString &name) const { return folder() + u'/' + name; }
    void forbidWriting(bool isForbidden) const
    {
        if (::mount("none", folder().toLocal8Bit().constData(), nullptr, MS_REMOUNT | (isForbidden ? MS_RDONLY : 0), nullptr) != 0)
            qFatal("it can't be mounted anew: %s", std::strerror(errno));
    }
    // Takes what room there is, but for so many KB.
    void fill(int leaving = 0) const
    {
        QFile file(at(u"filler"_s));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
            return;
        while (file.write(QByteArray(4096, 'x')) == 4096) { }
        file.resize(std::max<qint64>(0, file.size() - leaving * 1024));
    }
    void makeRoom() const { QFile::remove(at(u"filler"_s)); }

private:
    QTemporaryDir m_folder;
};

struct Outcome {
    int code = -1;
    QByteArray out, err;
};

Outcome run(const QStringList &words, const QString &output = {})
{
    QProcess process;
    if (!output.isEmpty())
        process.setStandardOutputFile(output);
    process.start(QStringLiteral(DATELINE_PROGRAM), words);
    if (!process.waitForFinished(120'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray lines(int from, int count)
{
    QByteArray all;
    for (int i = from; i < from + count; ++i)
        all += "{\"id\": \"" + QByteArray::number(i) + "\", \"text\": \"Number " + QByteArray::number(i) + ". " + QByteArray::number(i * 7919).repeated(200) + "\"}\n";
    return all;
}

} // namespace

class TestHardPlaces final : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_scratch;

    QString written(const QString &name, const QByteArray &bytes)
    {
        QFile file(m_scratch.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("%s can't be written", qPrintable(name));
        return file.fileName();
    }

private slots:
    void init()
    {
        if (!cannotMount.isEmpty() && !QByteArray(QTest::currentTestFunction()).startsWith("a_target"))
            QSKIP(qPrintable(u"this system lets no file system be mounted: "_s + cannotMount));
    }

    void a_disk_that_fills_up_loses_nothing()
    {
        const SmallDisk disk(20'000);
        disk.fill(6000); // so that later there is room for the log and what it is copied into
        const QString source = u"https://desk.example.org/one"_s;
        ExpectedProfile expected;
        auto store = Store::open(disk.at(u"profile"_s));
        QVERIFY(store);
        const Step made = plainStep(Step::Kind::MakeSources, {}, {source});
        QVERIFY(carriedOut(**store, expected, made));
        expected.apply(made);
        Result<void> done;
        for (int batch = 0; batch < 200 && done; ++batch) {
            QStringList guids;
            for (int i = 0; i < 30; ++i)
                guids += u"a%1-%2"_s.arg(batch).arg(i);
            const Step step = savingStep(source, guids, 1);
            done = carriedOut(**store, expected, step);
            if (done)
                expected.apply(step);
        }
        QVERIFY2(!done, "the disk never filled");
        QCOMPARE(done.error().kind, ErrorKind::Full);
        QVERIFY2(done.error().message.contains(u"full"_s), qPrintable(done.error().message));
        const Step mark = markingStep({expected.articles.firstKey()});
        QCOMPARE(differences(expected.parts(), partsOf(**store, &expected)), QStringList()); // reading goes on
        const Result<void> marked = carriedOut(**store, expected, mark);
        if (marked)
            expected.apply(mark); // the log had room in it
        else
            QCOMPARE(marked.error().kind, ErrorKind::Full);
        disk.makeRoom();
        for (int i = 0; i < 2; ++i) {
            if (i == 1) {
                store->reset();
                store = Store::open(disk.at(u"profile"_s));
                QVERIFY(store);
            }
            QCOMPARE(differences(expected.parts(), partsOf(**store)), QStringList());
            const Result<void> set = carriedOut(**store, expected, plainStep(Step::Kind::SetSetting, {}, {}, -1, u"other"_s, QString::number(i)));
            QVERIFY2(set, set ? "" : qPrintable(set.error().message + u' ' + set.error().detail));
            QVERIFY(carriedOut(**store, expected, plainStep(Step::Kind::Check, {})));
        }
    }

    void giving_back_room_on_a_full_disk_says_so_and_loses_nothing_data()
    {
        QTest::addColumn<int>("kilobytes");
        for (int kilobytes : {0, 16, 64, 256, 2000})
            QTest::addRow("%d KB left", kilobytes) << kilobytes;
    }

    void giving_back_room_on_a_full_disk_says_so_and_loses_nothing()
    {
        QFETCH(int, kilobytes);
        const SmallDisk disk(20'000);
        const QString folder = disk.at(u"profile"_s), source = u"https://desk.example.org/big"_s;
        ExpectedProfile expected = makeProfile(folder);
        auto store = Store::open(folder);
        QVERIFY(store);
        QStringList guids;
        for (int i = 0; i < 600; ++i)
            guids += u"a7-%1"_s.arg(i);
        for (const Step &step : {plainStep(Step::Kind::MakeSources, {}, {source}), savingStep(source, guids, 1), plainStep(Step::Kind::RemoveSource, source)}) {
            QVERIFY(carriedOut(**store, expected, step));
            expected.apply(step);
        }
        disk.fill(kilobytes);
        const Step compact = plainStep(Step::Kind::Compact, {});
        const Result<void> done = carriedOut(**store, expected, compact);
        if (!done) {
            QCOMPARE(done.error().kind, ErrorKind::Full);
            QVERIFY2(done.error().message.contains(u"full"_s), qPrintable(done.error().message));
        }
        QCOMPARE(differences(expected.parts(), partsOf(**store)), QStringList());
        disk.makeRoom();
        for (int i = 0; i < 2; ++i) {
            const Result<void> again = carriedOut(**store, expected, compact);
            QVERIFY2(again, again ? "" : qPrintable(again.error().message));
            QVERIFY(carriedOut(**store, expected, plainStep(Step::Kind::Check, {})));
            store->reset();
            store = Store::open(folder);
            QVERIFY(store);
            QCOMPARE(differences(expected.parts(), partsOf(**store)), QStringList());
        }
    }

    void a_profile_on_a_full_disk_says_so_and_opens_when_there_is_room_data()
    {
        QTest::addColumn<bool>("isNew");
        QTest::addColumn<int>("kilobytes");
        for (int kilobytes : {0, 4, 8, 16, 32, 40, 64, 128}) {
            QTest::addRow("a new one, %d KB left", kilobytes) << true << kilobytes;
            QTest::addRow("an old one, %d KB left", kilobytes) << false << kilobytes;
        }
    }

    void a_profile_on_a_full_disk_says_so_and_opens_when_there_is_room()
    {
        QFETCH(bool, isNew);
        QFETCH(int, kilobytes);
        const SmallDisk disk(4000);
        const QString folder = disk.at(u"profile"_s);
        const ExpectedProfile expected = isNew ? ExpectedProfile() : makeProfile(folder);
        disk.fill(kilobytes);
        {
            const auto store = Store::open(folder);
            if (!store) {
                QVERIFY2(store.error().kind == ErrorKind::Full, qPrintable(store.error().message + u' ' + store.error().detail));
                QVERIFY(store.error().message.contains(u"full"_s));
            } else if (!isNew) {
                QCOMPARE(differences(expected.parts(), partsOf(**store)), QStringList());
            }
        }
        disk.makeRoom();
        const auto store = Store::open(folder);
        QVERIFY2(store, store ? "" : qPrintable(store.error().message + store.error().detail));
        QCOMPARE(differences(expected.parts(), partsOf(**store)), QStringList());
        QVERIFY(carriedOut(**store, expected, plainStep(Step::Kind::Check, {})));
    }

    void a_folder_that_may_only_be_read_is_said()
    {
        const SmallDisk disk(6000);
        const QString folder = disk.at(u"profile"_s);
        const ExpectedProfile expected = makeProfile(folder);
        disk.forbidWriting(true);
        const Outcome listed = run({u"--profile"_s, folder, u"mark"_s, u"1"_s, u"--read"_s});
        QVERIFY2(listed.code == 3 || listed.code == 1, listed.err.constData());
        QVERIFY2(listed.err.contains(folder.toUtf8()), listed.err.constData());
        const Outcome made = run({u"--profile"_s, disk.at(u"other"_s), u"import"_s, written(u"a.jsonl"_s, lines(0, 1))});
        QCOMPARE(made.code, 3);
        QVERIFY2(made.err.contains(disk.at(u"other"_s).toUtf8()), made.err.constData());
        disk.forbidWriting(false);
        const auto store = Store::open(folder);
        QVERIFY(store);
        QCOMPARE(differences(expected.parts(), partsOf(**store)), QStringList());
        QVERIFY(carriedOut(**store, expected, plainStep(Step::Kind::Check, {})));
    }

    void the_command_line_says_that_the_disk_is_full()
    {
        const SmallDisk disk(6000);
        const QString folder = disk.at(u"profile"_s);
        QCOMPARE(run({u"--profile"_s, folder, u"import"_s, written(u"few.jsonl"_s, lines(0, 20))}).code, 0);
        const Outcome imported = run({u"--profile"_s, folder, u"import"_s, written(u"many.jsonl"_s, lines(20, 6000))});
        QCOMPARE(imported.code, 1);
        QVERIFY2(imported.err.contains("full") && imported.err.contains("Free some space"), imported.err.constData());
        disk.fill();
        const Outcome backedUp = run({u"--profile"_s, folder, u"backup"_s, disk.at(u"copy"_s)});
        QVERIFY2(backedUp.code == 1 || backedUp.code == 3, backedUp.err.constData()); // 3: it doesn't even open
        QVERIFY2(backedUp.err.contains("full"), backedUp.err.constData());
        disk.makeRoom();
        const Outcome checked = run({u"--profile"_s, folder, u"check"_s});
        QVERIFY2(checked.code == 0, checked.err.constData());
        const Outcome listed = run({u"--profile"_s, folder, u"list"_s, u"--json"_s});
        QCOMPARE(listed.code, 0);
        QVERIFY(listed.out.count('\n') >= 20);
    }

    void targets_on_a_full_disk_are_named_and_leave_nothing_behind()
    {
        const SmallDisk disk(1000);
        const QString folder = m_scratch.filePath(u"targets"_s), backup = m_scratch.filePath(u"backup"_s);
        QCOMPARE(run({u"--profile"_s, folder, u"import"_s, written(u"b.jsonl"_s, lines(0, 1500))}).code, 0);
        QCOMPARE(run({u"--profile"_s, folder, u"backup"_s, backup}).code, 0);
        for (const QStringList &words : {QStringList{u"backup"_s, disk.at(u"copy"_s)}, QStringList{u"export"_s, u"--format"_s, u"jsonl"_s, u"--output"_s, disk.at(u"copy"_s)}}) {
            const Outcome done = run(QStringList{u"--profile"_s, folder} + words);
            QCOMPARE(done.code, 1);
            QVERIFY2(done.err.contains(disk.at(u"copy"_s).toUtf8()), done.err.constData());
            QVERIFY2(done.err.contains("full") || done.err.contains("No space left"), done.err.constData());
            QCOMPARE(QDir(disk.folder()).entryList(QDir::Files | QDir::Hidden), QStringList());
        }
        const Outcome restored = run({u"--profile"_s, disk.at(u"new"_s), u"restore"_s, backup});
        QCOMPARE(restored.code, 1);
        QVERIFY2(restored.err.contains("full"), restored.err.constData());
        QVERIFY(!QFile::exists(disk.at(u"new/dateline.sqlite"_s)));
        QCOMPARE(run({u"--profile"_s, folder, u"check"_s}).code, 0);
    }

    void a_target_that_takes_nothing_is_said()
    {
        const QString folder = m_scratch.filePath(u"few"_s);
        QCOMPARE(run({u"--profile"_s, folder, u"import"_s, written(u"c.jsonl"_s, lines(0, 30))}).code, 0);
        for (const QStringList &words : {QStringList{u"export"_s, u"--format"_s, u"jsonl"_s}, QStringList{u"list"_s, u"--json"_s}, QStringList{u"check"_s}}) {
            const Outcome done = run(QStringList{u"--profile"_s, folder} + words, u"/dev/full"_s);
            QCOMPARE(done.code, 1);
            QVERIFY2(!done.err.isEmpty(), qPrintable(words.join(u' ')));
        }
        const Outcome unreadable = run({u"--profile"_s, folder, u"import"_s, u"/proc/self/mem"_s}); // reading it fails
        QCOMPARE(unreadable.code, 1);
        QVERIFY2(unreadable.err.contains("/proc/self/mem: "), unreadable.err.constData());
        QCOMPARE(run({u"--profile"_s, folder, u"check"_s}).code, 0);
    }
};

int main(int count, char **arguments)
{
    enterNamespace();
    QCoreApplication application(count, arguments);
    TestHardPlaces test;
    return QTest::qExec(&test, count, arguments);
}

#include "test_hard_places.moc"
