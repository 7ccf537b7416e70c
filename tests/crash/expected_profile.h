// ExpectedProfile: what a profile holds after steps, worked out from plain values: the oracle of the crash tests.
#pragma once

#include "invented_article.h"
#include "step.h"

#include <QMap>

#include <functional>
#include <memory>

namespace dateline {

class Store;

struct ExpectedArticle {
    QString source;   // its address; empty for articles that came through the library
    int content = 1, analysis = 1;
    bool read = false, bookmarked = false, updated = false;
    QStringList tags; // sorted
    QString note;
    QList<Correction> corrections; // its own
};

// Every part of a profile by a name of its own ("article/a1-7", "setting/crash.2"), as one text each.
using Parts = QMap<QString, QString>;

class ExpectedProfile final {
public:
    QMap<QString, ExpectedArticle> articles; // by guid
    QMap<QString, QString> sources;          // titles by address; of those that the worker makes itself
    // In the order they were made, those of articles with the article's guid.
    struct Corrected {
        QString article;
        Correction correction;
    };
    QList<Corrected> corrections;
    QList<std::pair<QString, QString>> filters; // name and query
    QMap<QString, QString> settings;
    int feeds = 0;       // subscribed to
    int feedVersion = 0; // of the last refresh
    // Ids as the store gave them: a worker needs them, no comparison looks at them.
    QHash<QString, ArticleId> ids;
    QList<CorrectionId> correctionIds;
    QList<SavedFilterId> filterIds;

    void apply(const Step &step);
    // What a step that isn't in order has brought when it was acknowledged.
    void applyAcknowledged(const Step &step);
    void addWire(const QString &guid);
    CorrectionSet entityCorrections() const;
    Annotations shown(const QString &guid) const;
    Parts parts() const;

    QByteArray toJson() const;
    static ExpectedProfile fromJson(const QByteArray &json);

private:
    void save(const Step &step);
    void mark(const Step &step);
    void correct(const Step &step);
    void takeBack(qsizetype place);
    void removeSource(const QString &source);
    void remove(const QString &guid);
    void renewOwn();

    QMap<QString, ExpectedArticle> m_beforeMark;
};

inline constexpr const char *KeptSource = "dateline:kept";

// What a store holds, in the same form; ids are filled into `ids` where it is given. What can't be read is a part "unreadable/…".
Parts partsOf(Store &store, ExpectedProfile *ids = nullptr);
// Queries whose answer isn't what it should be, each with what is wrong. Waits for what an open goes on with in the background.
QStringList wrongAnswers(Store &store, const ExpectedProfile &expected, quint32 seed);
// The names of parts that differ, at most ten, with both texts shortened.
QStringList differences(const Parts &expected, const Parts &seen);

// How both describe an article and a correction.
QString describedArticle(const QString &source, const ArticleContent &content, const Annotations &annotations, const ExpectedArticle &state);
QString describedCorrection(const QString &article, const Correction &correction);

} // namespace dateline
