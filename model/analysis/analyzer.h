// The analysis: when, where, who and what an article is about. Pure: values in, values out, no network, no files.
#pragma once

#include "base/article.h"
#include "base/result.h"

#include <QByteArrayView>
#include <QHash>

#include <memory>

namespace dateline {

// Word lists and models by their name below resources/ ("words/places.tsv"). The bytes stay the caller's and must
// outlive the Analyzer (they may be memory-mapped).
using AnalysisResources = QHash<QString, QByteArrayView>;

class Analyzer final {
public:
    // The names that load() asks for.
    static QStringList resourceNames();
    // Fails with Corrupt where a resource is missing or damaged.
    static Result<Analyzer> load(const AnalysisResources &resources);
    // Raised with each change of method or data; stored with every article so that old ones can be re-analysed.
    static int version();

    Analyzer(Analyzer &&) noexcept;
    Analyzer &operator=(Analyzer &&) noexcept;
    ~Analyzer();

    // Works out all annotations of `content` from its title, text, declared language and categories. Never fails: where
    // nothing is found, nothing is said. Deterministic; linear in length; const, so safe on any number of threads.
    Annotations analyse(const ArticleContent &content) const;

private:
    struct Parts;
    explicit Analyzer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace dateline
