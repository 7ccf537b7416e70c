// Tags whose names are lost: they still hold their articles together, and a copy of the reader's work may tell what they are called.
#include "store/salvage.h"
#include "store/state_copy.h"

#include "base/folding.h"

#include <QCoreApplication>

#include <algorithm>

namespace dateline {
namespace {

// What the copy knows of a lost tag: the names that all its articles have there.
struct LostTag {
    quint32 id = 0;
    int articles = 0; // that the copy has
    QStringList names;
};

} // namespace

void Salvage::keepTags()
{
    m_lostTags = idsOf("SELECT DISTINCT tag FROM tagged WHERE tag NOT IN (SELECT id FROM value WHERE facet = 10)");
    for (quint32 tag : m_lostTags) {
        const QString name = QCoreApplication::translate("Store", "Lost tag %1").arg(tag);
        m_tables.connection.prepare("INSERT OR REPLACE INTO value (id, facet, key, name) VALUES (?, 10, ?, ?)").bind(1, tag).bind(2, folded(name)).bind(3, name).run();
        ++m_tagsLost;
    }
}

// A name fits that all copied articles of the tag have and, where several do, that as many articles have in all: then they are the same. A tag
// whose articles came after the copy stays without a name.
void Salvage::nameLostTags(const QString &copy)
{
    QHash<quint32, LostTag> tags;
    QHash<QString, int> articlesOf; // by name
    QHash<quint32, SourceId> sources;
    CopyVisit visit;
    visit.setting = [](const QString &, const QString &) {};
    visit.source = [&](const Source &source) {
        if (const std::optional<Source> known = knownSource(source))
            sources.insert(source.id.value, known->id);
    };
    visit.filter = [](const SavedFilter &) {};
    visit.correction = [](const Correction &) {};
    visit.read = [](quint32, int, const QList<qint64> &) {};
    visit.article = [&](const CopiedArticle &copied) {
        for (const QString &name : copied.tags)
            ++articlesOf[name];
        const SourceId source = sources.value(copied.source);
        const quint32 id = source.isValid() ? articleWith(source, copied.keys.identity) : 0;
        Statement select = m_tables.connection.prepare("SELECT tag FROM tagged WHERE article = ?");
        select.bind(1, id);
        while (select.step()) {
            const auto tag = static_cast<quint32>(select.number(0));
            if (!m_lostTags.contains(tag))
                continue;
            LostTag &lost = tags[tag];
            lost.id = tag;
            if (lost.articles++ == 0)
                lost.names = copied.tags;
            lost.names.removeIf([&](const QString &name) { return !copied.tags.contains(name); });
        }
    };
    readStateCopy(copy, visit);
    QList<LostTag> ordered = tags.values();
    std::sort(ordered.begin(), ordered.end(), [](const LostTag &a, const LostTag &b) { return std::pair(a.names.size(), a.id) < std::pair(b.names.size(), b.id); });
    for (LostTag &lost : ordered) {
        const auto isTaken = [&](const QString &name) { return folded(name).isEmpty() || m_tables.values.idOf(Facet::Tag, folded(name)) != 0; };
        lost.names.removeIf(isTaken);
        const auto isOfAsMany = [&](const QString &name) { return articlesOf.value(name) == lost.articles; };
        auto best = std::find_if(lost.names.begin(), lost.names.end(), isOfAsMany);
        if (best == lost.names.end() && lost.names.size() == 1)
            best = lost.names.begin();
        if (best != lost.names.end())
            nameTag(lost.id, *best);
    }
}

void Salvage::nameTag(quint32 tag, const QString &name)
{
    m_tables.connection.prepare("UPDATE value SET key = ?, name = ? WHERE id = ?").bind(1, folded(name)).bind(2, name).bind(3, tag).run();
    m_tables.values.forget();
    --m_tagsLost;
}

} // namespace dateline
