// Which of a page's many titles is the article's.
#pragma once

#include <QString>
#include <QStringList>

namespace dateline {

struct PageTitles {
    QString linked;      // JSON-LD headline
    QString social;      // og:title
    QStringList headings; // h1, in order
    QStringList minorHeadings; // h2 and h3, in order
    QString document;    // <title>
    QString siteName;
    QString host;
    QString slug;        // the last part of the address's path
};

QString chosenTitle(const PageTitles &titles);

// Whether a name is the site's own: its name, or what its address is made of.
bool isNameOfSite(const QString &name, const QString &siteName, const QString &host);

// "Headline | The Daily" without the site's name, which may stand at either end.
QString withoutSiteName(const QString &title, const QString &siteName, const QString &host);

} // namespace dateline
