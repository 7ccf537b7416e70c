// AnnotationCodec: annotations as the blob of the table `content`. Entities are stored by their value's id where the name is
// the value's own, because the same few names come back in thousands of articles.
#pragma once

#include "base/annotations.h"

#include <QByteArray>

#include <functional>
#include <optional>
#include <vector>

namespace dateline {

// `values`: for each entity the id of the value that has exactly its name, or 0.
QByteArray packAnnotations(const Annotations &annotations, const std::vector<quint32> &values);
// `nameOf` gives the name of a value. Nothing where the blob is damaged. Saliences and confidences come back to 1/10,000.
std::optional<Annotations> unpackAnnotations(QByteArrayView blob, const std::function<QString(quint32)> &nameOf);

// Whether damage to the blob would be noticed: it was written since there are sums.
bool haveSum(QByteArrayView blob);

// The part that a list needs; the rest of the blob isn't looked at.
struct HeadAnnotations {
    QStringList countries; // about, at most four
    QString topic;
};
HeadAnnotations unpackHead(QByteArrayView blob);
HeadAnnotations headOf(const Annotations &annotations);

} // namespace dateline
