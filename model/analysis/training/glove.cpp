#include "analysis/training/glove.h"

#include <QByteArray>
#include <QFile>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace dateline {

float product(const GloveVector &a, const GloveVector &b)
{
    std::array<float, 4> sum{};
    for (size_t i = 0; i < a.size(); i += 4)
        for (size_t lane = 0; lane < 4; ++lane)
            sum[lane] += a[i + lane] * b[i + lane];
    return sum[0] + sum[1] + sum[2] + sum[3];
}

// "vectors":{"word":[100 numbers, norm, index],…} in order of frequency.
GloveVocabulary readGlove(const QString &path, size_t most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    const char *mapped = reinterpret_cast<const char *>(file.map(0, file.size()));
    if (!mapped)
        qFatal("cannot map %s", qPrintable(path));
    const QByteArray all = QByteArray::fromRawData(mapped, qsizetype(file.size()));
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

} // namespace dateline
