// The vocabularies that feeds are written in, by their namespaces.
#pragma once

#include <QStringView>

namespace dateline {

enum class Vocabulary : quint8 { None, Rss, Rdf, Atom, Dublin, Content, Media, Itunes, Xhtml, Other };

// By namespace name, in any case and with or without a final slash; None for an empty one, Other for an unknown one.
Vocabulary vocabularyOfNamespace(QStringView name);
// For a prefix that the document forgot to declare: what everybody else means by it.
Vocabulary vocabularyOfPrefix(QStringView prefix);

} // namespace dateline
