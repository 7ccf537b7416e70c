// KillJudge: compares what a killed worker left behind with what it told. All that was acknowledged must be there, and steps that are
// done in order must have been done up to one of them and not further: a prefix of what was asked for, at least as long as what
// was acknowledged.
#pragma once

#include "expected_profile.h"
#include "killed_worker.h"

namespace dateline {

class KillJudge final {
public:
    // `before` is what the worker found.
    KillJudge(const ExpectedProfile &before, const WorkerLog &log) : m_before(before), m_log(log) {}

    // What is wrong with the profile in `folder`; empty where all is as it must be.
    QStringList judge(const QString &folder, quint32 seed);
    // The same of backups and restored profiles in `outside`.
    QStringList judgeCopies(const QString &outside);
    // What the profile holds now, with ids; after judge().
    const ExpectedProfile &present() const { return m_present; }

private:
    size_t inOrder() const;       // steps that were asked for
    size_t acknowledged() const;  // up to the last of them that was
    ExpectedProfile after(size_t steps) const;
    QSet<QString> possiblyArrived() const;
    void addArrived(ExpectedProfile &expected, const Parts &seen) const;
    QStringList importsWithGaps(const Parts &seen) const;
    QStringList judgeCopy(const QString &folder, const LoggedStep &backup) const;

    const ExpectedProfile &m_before;
    const WorkerLog &m_log;
    ExpectedProfile m_present;
};

} // namespace dateline
