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
};

// The first article among the blocks, else what a page object says. Blocks that are not JSON are passed over.
// Bounded: 64 blocks of 1 MiB, 16 levels.
LinkedArticle linkedArticle(const QStringList &blocks);

} // namespace dateline
