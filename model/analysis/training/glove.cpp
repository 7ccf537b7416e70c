#include "analysis/training/glove.h"

#include <QByteArray>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace dateline::training {

// "vectors":{"word":[100 numbers, norm, index],…} in order of frequency.
GloveVocabulary readGlove(const QString &path, size_t most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    const QByteArray all = file.readAll();
    GloveVocabulary vocabulary;
    qsizetype at = all.indexOf("\"vectors\":{") + 11;
    while (vocabulary.words.size() < most && all[at] == '"') {
        qsizetype end = at + 1;
        while (all[end] != '"')
            end += all[end] == '\\' ? 2 : 1;
        const QString word = QString::fromUtf8(all.mid(at + 1, end - at - 1));
        const char *number = all.constData() + end + 3;
        GloveVector vector;
        float norm = 0;
        for (float &value : vector) {
            char *next = nullptr;
            value = std::strtof(number, &next);
            norm += value * value;
            number = next + 1;
        }
        for (float &value : vector)
            value /= std::sqrt(norm) + 1e-9f;
        at = all.indexOf(']', number - all.constData()) + 2;
        if (std::all_of(word.begin(), word.end(), [](QChar c) { return c.isLetter() || c == u'.'; })) {
            vocabulary.words.push_back(word);
            vocabulary.vectors.push_back(vector);
        }
    }
    return vocabulary;
}

} // namespace dateline::training
