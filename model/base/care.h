// What looking after a profile gives: what a check found, what was saved of a damaged database.
#pragma once

#include <QStringList>

#include <functional>

namespace dateline {

struct CheckReport {
    bool sound = true;
    QStringList found;         // what is wrong, for people
    QStringList repaired;      // what was put right
    bool isRepairable = false; // a repair rebuilds some of it
    bool isDamaged = false;    // articles, or the file itself: what can be read has to be saved into a new one
};

struct SalvageReport {
    int articles = 0;       // that are in the profile now
    int articlesInPart = 0; // of these: only title and beginning could be saved, or only what the reader made of them
    int articlesLost = 0;   // that are known to have been there
    QStringList lost;       // all that is lost, for people; empty where nothing is
    QStringList regained;   // what a copy of the reader's work gave back, for people
    QString damagedFile;    // where the damaged database is kept; empty where there was none
};

// How much room is given back to the disk: all that can be, or none where there is too little for the work.
enum class SpaceWanted : quint8 { Worthwhile, All };

struct SpaceReport {
    qint64 bytesBefore = 0, bytesAfter = 0; // of the database, without its log
};

// How far a salvage is.
struct SalvageProgress {
    QString what;  // "Reading the damaged database", translated
    int done = 0;  // rows read, or articles
    int total = 0; // 0: nobody knows
};
using SalvageWatch = std::function<void(const SalvageProgress &)>;

} // namespace dateline
