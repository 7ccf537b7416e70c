// Articles that are wholly determined by their names and versions, so that worker and judge need not tell each other what they hold.
#pragma once

#include "base/article.h"

#include <QByteArray>

namespace dateline {

class Analyzer;

// Saved by the worker itself, with annotations that are invented too. `content` and `analysis` count versions from 1.
AnalysedArticle invented(const QString &guid, int content, int analysis);
// A word that stands in that version of that article only.
QString wordOf(const QString &guid, int content);

// Imported or fetched through the library and analysed there. The first version is the feed's or the file's; the second, of an article of a
// feed, is what its page makes of it. Addresses are without the feeds' port, which is another each time.
ArticleContent inventedWire(const QString &guid, int content = 1);
QByteArray wirePage(const QString &guid);                        // the page of an article of a feed
QString withoutPort(const QString &address);
QByteArray wireLine(const QString &guid);                        // as JSON Lines
QByteArray wireFeed(int feed, int version, int port);            // as RSS
QStringList wireGuidsOfFeed(int feed, int version);              // what that holds
QStringList wireGuidsOfImport(int number, int articles);
inline bool isWire(const QString &guid) { return guid.startsWith(u'w'); }
inline constexpr const char *WireWord = "wirepiece";             // stands in all of them and in no other

// Everything but saliences and confidences, which are kept coarsely.
QString described(const Annotations &annotations);

extern const QStringList InventedPeople;
extern const QStringList InventedOrganisations;

} // namespace dateline
