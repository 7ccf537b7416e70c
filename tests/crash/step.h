// Step: one thing that a worker asks of a profile, as a value that goes through the log of acknowledgements as one line of JSON.
#pragma once

#include "base/correction.h"

#include <QJsonObject>

namespace dateline {

struct Step {
    enum class Kind : quint8 {
        // One after the other on the store's thread, so that the order in which they were asked for is the order in which they happen.
        MakeSources, UpdateSource, RemoveSource, Save, SaveAnalyses, Remove, Expire, Mark, Undo, Correct, TakeBack, SaveFilter, RemoveFilter, SetSetting,
        // These take several changes, or none.
        Backup, Restore, Check, Subscribe, Import, Refresh, AnalyseAgain, Compact, FetchFullText,
    };

    Kind kind = Kind::Mark;
    QStringList names;    // guids of articles; of MakeSources addresses
    QList<int> contents;  // of Save: the version of each article
    QString source;       // its address
    int number = 0;       // an analysis' version; which import, feed or backup; a feed's version
    int articles = 0;     // of an import
    qsizetype place = -1; // in the list of filters or corrections; -1: a new one
    QString name, value;  // of a filter, a setting, a source's title (value)
    std::optional<bool> read, bookmarked;
    QStringList addTags, removeTags;
    std::optional<QString> note;
    Correction correction; // one about an article has that in `names`

    bool isInOrder() const { return kind < Kind::Backup; }
    QJsonObject toJson() const;
    static Step fromJson(const QJsonObject &object);
};

// "save", "mark" …
QString stepName(Step::Kind kind);

QJsonObject toJson(const Correction &correction);
Correction correctionFromJson(const QJsonObject &object);

} // namespace dateline
