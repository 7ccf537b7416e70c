// Library::loadAnalyzer(): word lists and models are mapped into memory, not read, so that a short command pays only for the
// pages it touches, and several running programs share them.
#include "library/library.h"

#include "library/resource_files.h"

#include <QCoreApplication>
#include <QFile>

#include <vector>

namespace dateline {

namespace {

// The mapped files live as long as the analyzer that reads from them.
struct LoadedAnalyzer {
    std::vector<std::unique_ptr<QFile>> files;
    std::optional<Analyzer> analyzer;
};

Error unusable(const QString &path, const QString &reason)
{
    return {ErrorKind::Corrupt,
            QCoreApplication::translate("Library", "%1: The word list or model can't be read. Install Dateline again.").arg(path),
            reason};
}

Result<QByteArrayView> mapped(LoadedAnalyzer &loaded, const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return tl::unexpected(unusable(path, file->errorString()));
    const qint64 size = file->size();
    if (size == 0)
        return QByteArrayView();
    const uchar *bytes = file->map(0, size);
    if (!bytes)
        return tl::unexpected(unusable(path, file->errorString()));
    loaded.files.push_back(std::move(file));
    return QByteArrayView(bytes, size);
}

Result<std::shared_ptr<const Analyzer>> load()
{
    auto loaded = std::make_shared<LoadedAnalyzer>();
    AnalysisResources resources;
    for (const QString &name : Analyzer::resourceNames()) {
        const auto bytes = mapped(*loaded, resourceFile(name));
        if (!bytes)
            return tl::unexpected(bytes.error());
        resources.insert(name, *bytes);
    }
    auto analyzer = Analyzer::load(resources);
    if (!analyzer)
        return tl::unexpected(analyzer.error());
    loaded->analyzer.emplace(std::move(*analyzer));
    return std::shared_ptr<const Analyzer>(loaded, &*loaded->analyzer);
}

} // namespace

Result<std::shared_ptr<const Analyzer>> Library::loadAnalyzer()
{
    static const Result<std::shared_ptr<const Analyzer>> analyzer = load(); // once a process, whichever thread is first
    return analyzer;
}

} // namespace dateline
