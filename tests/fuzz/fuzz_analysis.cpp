// The whole analysis, with the real word lists and models (analysis/analyzer.h). The first line is the title, the rest the text.
#include "article_promises.h"
#include "fuzz_target.h"
#include "input.h"

#include "analysis/analyzer.h"

#include <QFile>

using namespace dateline;
using namespace dateline::fuzz;

namespace {

// Loaded once and kept to the end, with the bytes that it looks into.
const Analyzer &analyzer()
{
    static QHash<QString, QByteArray> bytes;
    static const Analyzer loaded = [] {
        AnalysisResources resources;
        for (const QString &name : Analyzer::resourceNames()) {
            QFile file(QStringLiteral(RESOURCES "/") + name);
            if (!file.open(QIODevice::ReadOnly))
                qFatal("cannot read %s", qPrintable(file.fileName()));
            bytes[name] = file.readAll();
            resources.insert(name, *bytes.constFind(name));
        }
        auto result = Analyzer::load(resources);
        if (!result)
            qFatal("%s", qPrintable(result.error().detail));
        return *std::move(result);
    }();
    return loaded;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(bytesOf(data, size));
    ArticleContent content;
    content.title = QString::fromUtf8(input.until('\n'));
    content.text = QString::fromUtf8(input.rest());
    const Annotations found = analyzer().analyse(content);
    holdForAnnotations(found, content.text, content.title);
    hold(found.version == Analyzer::version(), "an analysis carries its version");
    hold(analyzer().analyse(content) == found, "the same text is analysed alike");
    return 0;
}
