// StateTable: the reader's own, `state` and `tagged`. Throws SQLite::Exception.
#pragma once

#include "base/ids.h"
#include "store/connection.h"
#include "store/index_change.h"

#include <QStringList>

#include <functional>
#include <optional>
#include <span>

namespace dateline {

class StateTable final {
public:
    explicit StateTable(Connection &connection) : m_connection(connection) {}

    void setFlags(quint32 article, quint8 flags)
    {
        const IndexedState state{article, flags};
        setFlags(std::span(&state, 1));
    }
    void setFlags(std::span<const IndexedState> states); // fastest in the order of articles: neighbours share a page
    std::optional<quint8> flags(quint32 article); // nothing where the reader never touched it
    void setNote(quint32 article, const QString &note);
    QString note(quint32 article);
    void tag(quint32 article, quint32 tag);
    void untag(quint32 article, quint32 tag);
    QStringList tags(quint32 article); // names, in alphabetical order

    // What is known of an article that isn't there yet, by its source and identity; it is forgotten with that. 0 where nothing is.
    void addPending(SourceId source, qint64 identity, quint8 flags);
    quint8 takePending(SourceId source, qint64 identity);

    void forEachState(const std::function<void(const IndexedState &)> &visit);
    void forEachTag(const std::function<void(const IndexedTag &)> &visit);

private:
    Connection &m_connection;
    std::optional<bool> m_hasPending; // hardly ever: then nobody looks
};

} // namespace dateline
