// A parsed HTML tree, owned. It is built in one arena, so that building is fast and tearing down never recurses: gumbo's
// own destructor overflows the stack on deep trees. Not copyable; the tree and all its strings live as long as the object.
#pragma once

#include <QByteArray>
#include <QString>

#include <gumbo.h>

#include <memory>

namespace dateline {

class GumboTree final {
public:
    enum class As : quint8 { Fragment, Document };

    // `markup` is UTF-8 and kept by the object. Pass outside input through guardedMarkup() first, which bounds it.
    explicit GumboTree(const QByteArray &markup, As as = As::Fragment);
    ~GumboTree();
    GumboTree(const GumboTree &) = delete;
    GumboTree &operator=(const GumboTree &) = delete;

    // The <html> element; of a fragment, its children are the fragment's.
    const GumboNode *root() const { return m_root; }
    // All text in the tree, in order, as it stands.
    QString plainText() const;

private:
    class Arena;
    static void *allocate(void *arena, size_t size);
    static void release(void *arena, void *block);

    QByteArray m_markup;
    std::unique_ptr<Arena> m_arena;
    const GumboNode *m_root = nullptr;
};

} // namespace dateline
