// Annotated corpora in the form "token TAB tag", a blank line between sentences, "# doc ID" before a document.
#pragma once

#include "analysis/entity_tagger.h"

#include <QString>

#include <vector>

namespace dateline::training {

struct GoldName {
    qint32 start = 0; // UTF-16 units of the text
    qint32 length = 0;
    NameKind kind = NameKind::Other;

    auto operator<=>(const GoldName &) const = default;
};

// A document as a person would have written it, and the names in it.
struct GoldDocument {
    QString text;
    std::vector<GoldName> names;
    float weight = 1;
};

// Pieces of at most `sentences` sentences. FAC counts as place, NORP and MISC as other.
std::vector<GoldDocument> readConll(const QString &path, int sentences);

// Copies of a part of the documents with all words in capitals, or each word with a capital, as headlines have them.
std::vector<GoldDocument> shouted(const std::vector<GoldDocument> &documents, unsigned seed, double share);

// The gold tag of each token.
std::vector<quint8> goldTags(const TokenisedText &text, const std::vector<GoldName> &names);

} // namespace dateline::training
