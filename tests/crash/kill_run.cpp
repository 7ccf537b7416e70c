#include "kill_run.h"

#include <QDir>
#include <QFile>

#include <SQLiteCpp/SQLiteCpp.h>

#include <cmath>

namespace dateline {
namespace {

using namespace Qt::StringLiterals;

void copyFolder(const QString &from, const QString &to)
{
    QDir(to).removeRecursively();
    QDir().mkpath(to);
    for (const QString &name : QDir(from).entryList(QDir::Files | QDir::Hidden)) {
        if (!QFile::copy(from + u'/' + name, to + u'/' + name))
            qFatal("%s can't be copied", qPrintable(name));
    }
}

QByteArray fixture(const QString &name)
{
    QFile file(QStringLiteral(TEST_DATA "/crash/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no fixture %s", qPrintable(name));
    return file.readAll();
}

} // namespace

KillRun::KillRun(quint32 seed, int killsAProfile)
    : m_random(seed), m_feeds(m_folder.filePath(u"outside/feed-version"_s)), m_killsAProfile(killsAProfile)
{
}

void KillRun::beginProfile(Origin origin)
{
    QDir(place(u"profile"_s)).removeRecursively();
    const int version = m_expected.feedVersion; // the feeds go on
    m_expected = {};
    m_isOld = origin != Origin::Empty;
    if (m_isOld) {
        const QString name = origin == Origin::FirstSchema ? u"schema_1"_s : u"schema_2"_s;
        QDir().mkpath(place(u"profile"_s));
        QFile file(place(u"profile/dateline.sqlite"_s));
        const QByteArray bytes = qUncompress(fixture(name + u".sqlite.z"));
        if (bytes.isEmpty() || !file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("the fixture %s can't be unpacked", qPrintable(name));
        m_expected = ExpectedProfile::fromJson(fixture(name + u".json"));
    }
    m_expected.feedVersion = version;
}

// Moments are spread evenly over orders of magnitude, and over what begins them, so that what is short is hit as well.
Killing KillRun::chosenKilling(StepChoice::World world)
{
    using std::chrono::microseconds;
    const auto upTo = [this](double most) {
        return microseconds(static_cast<qint64>(std::exp(m_random.generateDouble() * std::log(most))));
    };
    const bool isStore = world == StepChoice::World::Store;
    const std::chrono::seconds atLatest(isStore ? 2 : 5);
    const bool isFirst = m_isOld || m_expected.sources.isEmpty(); // then opening is where most can go wrong
    const int choice = isFirst && m_random.bounded(3) != 0 ? 1 : m_random.bounded(10);
    if (choice == 0)
        return {{}, 1, upTo(1'000'000), atLatest};
    if (choice <= 2)
        return {"\"opening\"", isFirst ? 1 : m_random.bounded(1, 4), upTo(100'000), atLatest};
    if (choice == 3)
        return {"\"closing\"", m_random.bounded(1, 3), upTo(30'000), atLatest};
    constexpr int kinds = static_cast<int>(Step::Kind::FetchFullText) + 1;
    const auto kind = static_cast<Step::Kind>(isStore ? m_random.bounded(kinds) : m_random.bounded(static_cast<int>(Step::Kind::Backup), kinds));
    return {"\"step\":\"" + stepName(kind).toLatin1() + '"', m_random.bounded(1, 4), upTo(isStore ? 30'000 : 200'000), atLatest};
}

QStringList KillRun::killOnce()
{
    if (m_kills % m_killsAProfile == 0 || m_isSpoilt)
        beginProfile(static_cast<Origin>(m_kills / m_killsAProfile % 3));
    ++m_kills;
    const auto world = m_random.bounded(3) == 0 ? StepChoice::World::Library : StepChoice::World::Store;
    QDir(place(u"outside"_s)).removeRecursively();
    QDir().mkpath(place(u"outside"_s));
    const QString profile = place(u"profile"_s);
    const QStringList arguments{QStringLiteral(CRASH_WORKER), world == StepChoice::World::Store ? u"store"_s : u"library"_s, profile, place(u"outside"_s),
                                QString::number(m_feeds.port()), QString::number(m_random.generate())};
    const WorkerLog log = runAndKill(arguments, m_expected.toJson(), chosenKilling(world));
    count(log);
    KillJudge judge(m_expected, log);
    QStringList wrong;
    if (!log.wasKilled)
        wrong += u"the worker ended by itself (%1), in the phase “%2”"_s.arg(log.ending, log.phase);
    if (m_random.bounded(3) == 0) { // the next worker finds the files as the kill left them
        const QString copy = place(u"copy"_s);
        QDir().mkpath(profile);
        copyFolder(profile, copy);
        wrong += judge.judge(copy, m_random.generate());
    } else {
        wrong += judge.judge(profile, m_random.generate());
        m_isOld = false;
    }
    m_isOld = m_isOld && !log.hasOpened;
    wrong += judge.judgeCopies(place(u"outside"_s));
    m_expected = judge.present();
    m_isSpoilt = !wrong.isEmpty(); // the next one would only be wrong in the same way
    return wrong;
}

// Looked at in a copy: looking brings a database in order.
bool KillRun::hasLeftovers() const
{
    const QTemporaryDir copy;
    copyFolder(place(u"profile"_s), copy.path());
    try {
        SQLite::Database database(copy.filePath(u"dateline.sqlite"_s).toStdString(), SQLite::OPEN_READWRITE);
        return database.tableExists("source") && database.execAndGet("SELECT count(*) FROM source WHERE kind < 0").getInt() > 0;
    } catch (const SQLite::Exception &exception) { // killed before there was one; what is wrong with any other, the judge says
        qInfo("no leftovers are to be seen: %s", exception.what());
        return false;
    }
}

void KillRun::count(const WorkerLog &log)
{
    QStringList underWay = log.underWay();
    if (log.phase == u"opening" && m_isOld && !log.hasOpened)
        underWay += u"opening with a migration pending"_s;
    else if (log.phase == u"opening")
        underWay += u"opening"_s;
    if (log.phase == u"closing")
        underWay += u"closing (checkpoint)"_s;
    if (log.phase.isEmpty())
        underWay += u"starting, nothing asked yet"_s;
    if (underWay.isEmpty())
        underWay += u"nothing"_s;
    if (hasLeftovers())
        underWay += u"rows of a removed source were left"_s;
    if (QFile::exists(place(u"profile/dateline.index.new"_s)))
        underWay += u"writing the index file"_s;
    underWay.removeDuplicates();
    for (const QString &what : std::as_const(underWay))
        ++m_counts[what];
}

QStringList KillRun::counts() const
{
    QStringList lines;
    for (const auto &[what, number] : m_counts.asKeyValueRange())
        lines += QString::number(number).rightJustified(6) + u' ' + what;
    return lines;
}

} // namespace dateline
