// The article that a page's JSON-LD blocks describe (https://schema.org/Article).
#pragma once

#include <QString>
#include <QStringList>

namespace dateline {

struct LinkedArticle {
    QString headline;
    QString published; // dates as written
    QString updated;
    QStringList authors;
    QString image;
    QString language;
    QString publisher;
    QString address;
    QStringList keywords;
    QString body;      // plain text; may be cut or hold markup
    bool isPaid = false;    // isAccessibleForFree is false
    qsizetype words = 0;    // wordCount; 0 where it isn't said
    QStringList paidParts;  // cssSelector of the parts that must be paid for
};

// What is known of the page otherwise, by which its own article is told from those that it lists.
struct LinkedPage {
    QStringList addresses; // as given, canonical
    QStringList titles;
};

// The page's article: of several the one whose address or headline is the page's, else the first; else what a page object says. What it
// leaves open is taken from the page object. Blocks that are not JSON are passed over. Bounded: 64 blocks of 1 MiB, 16 levels.
LinkedArticle linkedArticle(const QStringList &blocks, const LinkedPage &page);

} // namespace dateline
