// IndexChange: what a committed change means for the facet index. The writer collects it while its transaction runs and hands
// it over after the commit.
#pragma once

#include "base/answer.h"
#include "base/ids.h"
#include "base/moment.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace dateline {

// Bits of `state.flags`.
enum StateFlag : quint8 { ReadFlag = 1, BookmarkedFlag = 2, UpdatedFlag = 4 };

struct IndexedValue {
    quint32 id = 0;
    Facet facet = Facet::Topic;
    QString key;
    QString name;
};

struct IndexedArticle {
    quint32 id = 0;
    qint64 time = 0;   // for the order: published, else received
    Moment::Precision precision = Moment::Precision::Unknown; // of publishing
    QByteArray facets; // a facet row
};

struct IndexedState {
    quint32 article = 0;
    quint8 flags = 0;
};

struct IndexedTag {
    quint32 article = 0;
    quint32 tag = 0; // a value's id
    bool isOn = true;
};

struct IndexedSource {
    SourceId id;
    quint32 value = 0; // the value's id
    QString title;
    QString url;
    QString country;
};

struct IndexChange {
    std::vector<IndexedValue> values;
    std::vector<IndexedArticle> articles;          // new ones, and ones with other facets or times
    std::vector<quint32> removed;
    std::vector<IndexedState> states;
    std::vector<IndexedTag> tags;
    std::optional<std::vector<IndexedSource>> sources; // all of them; else only
    std::vector<IndexedSource> addedSources;           // those that are new
};

} // namespace dateline
