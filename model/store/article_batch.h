// ArticleWriter::Batch: one save under way. ArticleWriter's own.
#pragma once

#include "store/article_writer.h"

#include <QSet>

namespace dateline {

struct ArticleWriter::Batch {
    SourceId source; // of the article at hand
    qint64 now = 0;
    WriteTransaction transaction;
    SaveReport report;
    QSet<quint32> added;   // in this batch
    QSet<quint32> updated;
    QSet<quint32> renewed; // annotations only
    QSet<quint32> marked;  // the reader's state came with it
    bool hasCorrections = false;
    bool hasSeenRemoved = false; // articles that a rule removed before
    FullText fullText = FullText::Never; // of the source at hand
};

inline QString languageOf(const ArticleContent &content, const Annotations &annotations)
{
    return (annotations.language.isEmpty() ? content.language.section(u'-', 0, 0) : annotations.language).toLower();
}

} // namespace dateline
