// SourceHealth: how a feed is doing, for a list of feeds that need the reader's care. Values and a pure function.
#pragma once

#include "base/feed.h"

namespace dateline {

enum class HealthState : quint8 {
    Good,
    New,       // not fetched yet
    Partly,    // arrives, but can't be read whole
    Faltering, // failed once or twice; it is tried again by itself
    Failing,   // failed more often, or never came at all
    Gone,      // given up by its publisher (HTTP 410); not asked any more
    Stale,     // arrives, but nothing new has been published for a quarter of a year
};

struct SourceHealth {
    Source source;          // lastSuccess, lastAttempt, lastError and fetch tell the rest
    HealthState state = HealthState::Good;
    double articlesAWeek = 0; // published in the last four weeks
    QDateTime nextFetch;    // UTC, by itself; invalid: none is planned
    QString summary;        // a sentence: how it is doing
    QString advice;         // what the reader can do; empty where there is nothing to do

    // Whether it belongs into a list of broken feeds.
    bool isBroken() const { return state == HealthState::Failing || state == HealthState::Gone || state == HealthState::Partly; }
    bool isStale() const { return state == HealthState::Stale; }
    // Broken, or not fetched the last time it was asked.
    bool needsCare() const { return isBroken() || state == HealthState::Faltering; }

    bool operator==(const SourceHealth &) const = default;
};

// What a source published lately, of the articles that are stored.
struct PublishedLately {
    int inFourWeeks = 0;
    int inAQuarter = 0; // 90 days
    int dated = 0;      // whenever, with a date
};

// `isAutomatic`: feeds are fetched by themselves.
SourceHealth healthOf(const Source &source, const PublishedLately &published, const QDateTime &now, bool isAutomatic);
// What isBroken() says, for those who don't know what it published.
bool isBroken(const Source &source);
// Whether its server wants a login (HTTP 401).
bool wantsLogin(const Source &source);
// How pressing a state is, the most pressing one first (0).
int urgency(HealthState state);
// "Good", "Failing" …, translated; a column's text.
QString stateName(HealthState state);
// "failing": for scripts; never changes.
QString stateCode(HealthState state);

} // namespace dateline
