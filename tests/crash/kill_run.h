// KillRun: kills workers one after the other in one profile, now and then in a new one or in one that an older program left, and
// judges after each.
#pragma once

#include "feed_server.h"
#include "kill_judge.h"
#include "step_choice.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

namespace dateline {

class KillRun final {
public:
    KillRun(quint32 seed, int killsAProfile);

    // One kill; gives what is wrong afterwards.
    QStringList killOnce();
    // How many kills came during what, a line each.
    QStringList counts() const;

private:
    enum class Origin { Empty, FirstSchema, SecondSchema };
    void beginProfile(Origin origin);
    Killing chosenKilling(StepChoice::World world);
    bool hasLeftovers() const;
    void count(const WorkerLog &log);
    QString place(const QString &name) const { return m_folder.filePath(name); }

    QRandomGenerator m_random;
    QTemporaryDir m_folder;
    FeedServer m_feeds;
    ExpectedProfile m_expected;
    int m_killsAProfile;
    int m_kills = 0;
    bool m_isOld = false; // a migration is pending
    bool m_isSpoilt = false;
    QMap<QString, int> m_counts;
};

} // namespace dateline
