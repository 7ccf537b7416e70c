// The analysis with the repository's own word lists and models, for the tests of this folder.
#pragma once

#include "analysis/analyzer.h"

#include <QFile>
#include <QHash>
#include <QTest>

namespace dateline::testing {

// Keeps the bytes that the Analyzer looks into.
class LoadedAnalysis final {
public:
    LoadedAnalysis()
    {
        for (const QString &name : Analyzer::resourceNames()) {
            QFile file(qEnvironmentVariable("DATELINE_RESOURCES") + u'/' + name);
            if (!file.open(QIODevice::ReadOnly))
                qFatal("cannot read %s", qPrintable(file.fileName()));
            m_bytes[name] = file.readAll();
        }
        auto loaded = Analyzer::load(resources());
        if (!loaded)
            qFatal("%s", qPrintable(loaded.error().detail));
        m_analyzer = std::make_unique<Analyzer>(*std::move(loaded));
    }

    const Analyzer &analyzer() const { return *m_analyzer; }
    const QByteArray &bytes(const QString &name) const { return *m_bytes.constFind(name); }

    AnalysisResources resources() const
    {
        AnalysisResources views;
        for (auto it = m_bytes.constBegin(); it != m_bytes.constEnd(); ++it)
            views.insert(it.key(), it.value());
        return views;
    }

    Annotations analyse(const QString &title, const QString &text, const QString &language = {}) const
    {
        ArticleContent content;
        content.title = title;
        content.text = text;
        content.language = language;
        return m_analyzer->analyse(content);
    }

private:
    QHash<QString, QByteArray> m_bytes;
    std::unique_ptr<Analyzer> m_analyzer;
};

inline QString covered(const Span &span, const QString &title, const QString &text)
{
    return (span.part == Part::Title ? title : text).mid(span.start, span.length);
}

} // namespace dateline::testing
