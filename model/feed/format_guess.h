// What a file or a body is, by its content first and its name second.
#pragma once

#include <QByteArrayView>
#include <QString>

namespace dateline {

enum class Format : quint8 { Unknown, Empty, Binary, Feed, Opml, Page, Text, JsonLines };

// Looks at the first 8 KiB. `fileName` and `contentType` break ties; both may be empty.
Format guessFormat(QByteArrayView bytes, const QString &fileName, const QByteArray &contentType = {});

} // namespace dateline
