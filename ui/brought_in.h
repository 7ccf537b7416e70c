// BroughtIn: what was dropped on the window or pasted into it, told apart: files to import, addresses to add, or the text of an
// article. Pure.
#pragma once

#include <QList>
#include <QStringList>
#include <QUrl>

class QMimeData;

namespace dateline {

struct BroughtIn {
    QStringList paths;     // local files and folders
    QList<QUrl> addresses; // http, https, and feed: with one of these in it
    QByteArray bytes;      // of an article, UTF-8
    bool isByReader = true; // in the window; what another program hands over may have come from anybody

    bool isEmpty() const { return paths.isEmpty() && addresses.isEmpty() && bytes.isEmpty(); }
};

// However many files and addresses; of text at most 16 MiB, or none.
BroughtIn broughtIn(const QMimeData &offered);
// Words of a command line: addresses with a scheme, else paths.
BroughtIn broughtIn(const QStringList &words);

} // namespace dateline
