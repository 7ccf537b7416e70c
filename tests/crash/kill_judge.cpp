#include "kill_judge.h"

#include "store/state_copy.h"
#include "store/store.h"

#include <QDir>
#include <QTemporaryDir>

namespace dateline {
namespace {

using namespace Qt::StringLiterals;

constexpr int MostFeeds = 5;

Parts withoutWire(const Parts &parts)
{
    Parts others = parts;
    others.removeIf([](const auto &part) { return part.key().startsWith(u"article/w"); });
    return others;
}

// Each copy of the reader's work beside the database is whole, with nothing half made left for good.
QStringList brokenCopies(const QString &folder)
{
    QStringList wrong;
    const QDir copies(stateFolder(folder + u"/dateline.sqlite"_s));
    for (const QString &name : copies.entryList({u"*.jsonl.gz"_s}, QDir::Files)) {
        const QTemporaryDir alone;
        if (!QFile::copy(copies.filePath(name), alone.filePath(name)) || newestStateCopy(alone.path()).file.isEmpty())
            wrong += u"the copy %1 is not whole"_s.arg(name);
    }
    return wrong;
}

QStringList unsound(Store &store)
{
    const auto report = store.check(false).result();
    if (!report)
        return {u"it can't be checked: "_s + report.error().message};
    return report->sound ? QStringList() : QStringList(u"the check finds: "_s + report->found.join(u"; "_s));
}

} // namespace

size_t KillJudge::inOrder() const
{
    size_t count = 0;
    for (const LoggedStep &each : m_log.steps)
        count += each.step.isInOrder() ? 1 : 0;
    return count;
}

size_t KillJudge::acknowledged() const
{
    size_t count = 0, last = 0;
    for (const LoggedStep &each : m_log.steps) {
        if (!each.step.isInOrder())
            continue;
        ++count;
        if (each.done)
            last = count;
    }
    return last;
}

// The other steps' articles are there when they were acknowledged, which the log says.
ExpectedProfile KillJudge::after(size_t steps) const
{
    ExpectedProfile expected = m_before;
    std::vector<const LoggedStep *> others;
    const auto applyOthers = [&](size_t until) {
        std::erase_if(others, [&](const LoggedStep *other) {
            const bool isDue = other->done && *other->done < until;
            if (isDue)
                expected.applyAcknowledged(other->step);
            return isDue;
        });
    };
    for (const LoggedStep &each : m_log.steps) {
        applyOthers(each.asked);
        if (each.step.kind == Step::Kind::Refresh)
            expected.feedVersion = each.step.number;
        if (!each.step.isInOrder())
            others.push_back(&each);
        else if (steps-- > 0)
            expected.apply(each.step);
        else
            break;
    }
    applyOthers(SIZE_MAX);
    return expected;
}

// By steps that were broken off, or through feeds of which the worker didn't know that they are subscribed to.
QSet<QString> KillJudge::possiblyArrived() const
{
    QSet<QString> guids;
    int version = m_before.feedVersion;
    for (const LoggedStep &each : m_log.steps) {
        const Step &step = each.step;
        if (step.kind == Step::Kind::Import) {
            const QStringList arrived = wireGuidsOfImport(step.number, step.articles);
            guids += QSet<QString>(arrived.begin(), arrived.end());
        }
        if (step.kind != Step::Kind::Refresh && step.kind != Step::Kind::Subscribe)
            continue;
        for (int feed = 0; feed < MostFeeds; ++feed) {
            const int now = step.kind == Step::Kind::Refresh ? step.number : version;
            for (int served : {version, now}) { // the kill may have come before the new version was published
                const QStringList arrived = wireGuidsOfFeed(feed, served);
                guids += QSet<QString>(arrived.begin(), arrived.end());
            }
            version = now;
        }
    }
    return guids;
}

void KillJudge::addArrived(ExpectedProfile &expected, const Parts &seen) const
{
    for (const QString &guid : possiblyArrived()) {
        if (seen.contains(u"article/"_s + guid))
            expected.addWire(guid);
    }
    for (const LoggedStep &each : m_log.steps) {
        for (const QString &guid : each.step.kind == Step::Kind::FetchFullText ? each.step.names : QStringList()) {
            if (const auto article = expected.articles.find(guid); article != expected.articles.end() && seen.value(u"article/"_s + guid).contains(wordOf(guid, 2)))
                article->content = 2; // broken off, but its page had come
        }
    }
}

// Articles are stored in the order in which they came.
QStringList KillJudge::importsWithGaps(const Parts &seen) const
{
    QStringList wrong;
    for (const LoggedStep &each : m_log.steps) {
        if (each.step.kind != Step::Kind::Import || each.done)
            continue;
        bool isMissing = false;
        for (const QString &guid : wireGuidsOfImport(each.step.number, each.step.articles)) {
            const bool isThere = seen.contains(u"article/"_s + guid);
            if (isThere && isMissing)
                wrong += u"an import that was broken off stored "_s + guid + u" before others that came earlier"_s;
            isMissing = !isThere;
        }
    }
    return wrong;
}

QStringList KillJudge::judge(const QString &folder, quint32 seed)
{
    QStringList wrong;
    for (const LoggedStep &each : m_log.steps) {
        if (!each.error.isEmpty())
            wrong += u"%1 failed: %2"_s.arg(stepName(each.step.kind), each.error);
    }
    wrong += brokenCopies(folder);
    auto opened = Store::open(folder);
    if (!opened)
        return wrong + QStringList(u"it can't be opened: %1 (%2)"_s.arg(opened.error().message, opened.error().detail));
    Store &store = **opened;
    ExpectedProfile ids;
    const Parts seen = partsOf(store, &ids);
    QStringList nearest;
    for (size_t steps = acknowledged(); steps <= inOrder(); ++steps) {
        ExpectedProfile expected = after(steps);
        addArrived(expected, seen);
        const QStringList differing = differences(expected.parts(), seen);
        if (nearest.isEmpty() || differing.size() <= nearest.size())
            nearest = differing;
        m_present = expected;
        if (differing.isEmpty())
            break;
    }
    wrong += nearest + importsWithGaps(seen);
    m_present.ids = ids.ids;
    m_present.correctionIds = ids.correctionIds;
    m_present.filterIds = ids.filterIds;
    wrong += unsound(store);
    if (nearest.isEmpty())
        wrong += wrongAnswers(store, m_present, seed);
    const auto sources = store.sources().result();
    for (const Source &source : sources.value_or(QList<Source>())) {
        if (source.url.startsWith(u"http://127.0.0.1"))
            m_present.feeds = std::max(m_present.feeds, source.url.section(u'/', -1).toInt() + 1);
    }
    return wrong;
}

// It is of some moment between its backup was asked for and done. Of what came through the library meanwhile it may hold any part.
QStringList KillJudge::judgeCopy(const QString &folder, const LoggedStep &backup) const
{
    size_t first = 0, last = 0, count = 0;
    for (const LoggedStep &each : m_log.steps) {
        if (!each.step.isInOrder())
            continue;
        ++count;
        if (each.done && *each.done < backup.asked)
            first = count;
        if (each.asked < backup.done.value_or(SIZE_MAX))
            last = count;
    }
    const auto opened = Store::open(folder);
    if (!opened)
        return {u"it can't be opened: %1 (%2)"_s.arg(opened.error().message, opened.error().detail)};
    const Parts seen = withoutWire(partsOf(**opened));
    QStringList nearest;
    for (size_t steps = first; steps <= last; ++steps) {
        const QStringList differing = differences(withoutWire(after(steps).parts()), seen);
        if (differing.isEmpty())
            return unsound(**opened);
        if (nearest.isEmpty() || differing.size() <= nearest.size())
            nearest = differing;
    }
    return nearest;
}

QStringList KillJudge::judgeCopies(const QString &outside)
{
    QStringList wrong;
    for (const LoggedStep &each : m_log.steps) {
        const QString backup = outside + u"/backup-%1"_s.arg(each.number), restored = outside + u"/restored-%1"_s.arg(each.number);
        if (each.step.kind == Step::Kind::Backup && each.done && !QFile::exists(backup))
            wrong += u"a backup that was acknowledged is not there"_s;
        QStringList found;
        if (each.step.kind == Step::Kind::Backup && QFile::exists(backup)) {
            const QTemporaryDir folder;
            const auto done = Store::restore(backup, folder.path());
            found = done ? judgeCopy(folder.path(), each) : QStringList(done.error().message + done.error().detail);
        } else if (each.step.number > 0 && QFile::exists(restored + u"/dateline.sqlite")) {
            found = judgeCopy(restored, m_log.steps[static_cast<size_t>(each.step.number) - 1]);
        }
        for (const QString &what : std::as_const(found))
            wrong += stepName(each.step.kind) + u": "_s + what;
    }
    return wrong;
}

} // namespace dateline
