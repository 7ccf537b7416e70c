// What tests of a library with feeds have in common: a fresh profile, and a local server that misbehaves when it is told to.
#pragma once

#include "library/library.h"

#include "../net/misbehaving_server.h"
#include "waited.h"

#include <QTemporaryDir>

#include <algorithm>

class ServedLibraryTest : public QObject {
protected:
    void begin()
    {
        m_server = std::make_unique<MisbehavingServer>();
        m_folder = std::make_unique<QTemporaryDir>();
        auto opened = dateline::Library::open(m_folder->path());
        VERIFY_RESULT(opened);
        m_library = std::move(*opened);
    }

    void end()
    {
        m_library.reset();
        m_folder.reset();
        m_server.reset();
    }

    static QByteArray feed(const QByteArray &name, int items)
    {
        QByteArray xml = "<rss version=\"2.0\"><channel><title>" + name + "</title><link>https://site.example.rs/</link>";
        for (int i = 0; i < items; ++i)
            xml += "<item><title>" + name + " " + QByteArray::number(i) + "</title><guid>" + QByteArray::number(i) + "</guid></item>";
        return xml + "</channel></rss>";
    }

    // The source of that address; an empty one where there is none.
    dateline::Source sourceAt(const QString &url)
    {
        const auto sources = waited(m_library->sources());
        if (!sources)
            return {};
        const auto found = std::find_if(sources->begin(), sources->end(), [&](const dateline::Source &source) { return source.url == url; });
        return found == sources->end() ? dateline::Source() : *found;
    }

    QString at(const QString &path) const { return m_server->address(path).toString(); }

    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<dateline::Library> m_library;
};
