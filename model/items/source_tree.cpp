#include "items/source_tree.h"

#include "base/folding.h"
#include "base/source_health.h"

#include <QLocale>

#include <algorithm>
#include <bitset>

namespace dateline {
namespace {

using Kind = SourceModel::Kind;
using NodePointer = std::unique_ptr<SourceNode>;

Query stateQuery(const QString &state)
{
    return Query().including({Field::Is, state});
}

Query todayQuery()
{
    return Query().including({Field::Date, QStringLiteral("today")});
}

QString filterKey(const SavedFilter &filter)
{
    return QStringLiteral("filter/") + QString::number(filter.id.value);
}

SourceNode *addChild(SourceNode *parent, const QString &key, const SourceFace &face)
{
    auto child = std::make_unique<SourceNode>();
    child->key = key;
    child->face = face;
    child->parent = parent;
    parent->children.push_back(std::move(child));
    return parent->children.back().get();
}

SourceFace smartView(Kind kind, const QString &label, const QString &iconName, const Query &query, int count)
{
    SourceFace face;
    face.kind = kind;
    face.label = label;
    face.iconName = iconName;
    face.query = query;
    face.count = count;
    return face;
}

void addSmartViews(SourceNode *root, const QList<Source> &sources, const QHash<QString, int> &counts)
{
    int unread = 0;
    for (const Source &source : sources)
        unread += source.unread;
    const auto count = [&counts](const QString &key) { return counts.value(key, -1); };
    addChild(root, QStringLiteral("all"),
             smartView(Kind::AllArticles, SourceModel::tr("All articles"), QStringLiteral("all-articles"), Query(), -1));
    addChild(root, QStringLiteral("today"),
             smartView(Kind::Today, SourceModel::tr("Today"), QStringLiteral("today"), todayQuery(), count(QStringLiteral("today"))));
    addChild(root, QStringLiteral("unread"),
             smartView(Kind::Unread, SourceModel::tr("Unread"), QStringLiteral("unread"), stateQuery(QStringLiteral("unread")), unread));
    addChild(root, QStringLiteral("bookmarks"),
             smartView(Kind::Bookmarks, SourceModel::tr("Bookmarks"), QStringLiteral("star"),
                       stateQuery(QStringLiteral("bookmarked")), count(QStringLiteral("bookmarks"))));
}

void addSavedFilters(SourceNode *root, const QList<SavedFilter> &filters, const QHash<QString, int> &counts)
{
    if (filters.isEmpty())
        return;
    SourceFace heading;
    heading.label = SourceModel::tr("Saved filters");
    SourceNode *section = addChild(root, QStringLiteral("filters"), heading);
    for (const SavedFilter &filter : filters) {
        SourceFace face;
        face.kind = Kind::SavedFilter;
        face.label = filter.name;
        face.iconName = QStringLiteral("filter");
        face.filter = filter;
        if (const auto query = Query::parse(filter.query))
            face.query = *query;
        else
            face.error = query.error().message;
        face.count = counts.value(filterKey(filter), -1);
        addChild(section, filterKey(filter), face);
    }
}

QString iconName(SourceKind kind)
{
    switch (kind) {
    case SourceKind::Feed: return QStringLiteral("feed");
    case SourceKind::Folder: return QStringLiteral("folder");
    case SourceKind::Page: return QStringLiteral("page");
    case SourceKind::Files: return QStringLiteral("files");
    case SourceKind::Account: return QStringLiteral("account");
    }
    return {};
}

// The folder at `path`, made with those above it. Folders stand before the sources beside them.
SourceNode *folderAt(SourceNode *section, const QStringList &path)
{
    SourceNode *node = section;
    for (const QString &name : path) {
        const QString key = QStringLiteral("folder/") + name;
        const auto found = std::find_if(node->children.begin(), node->children.end(), [&key](const NodePointer &child) { return child->key == key; });
        if (found != node->children.end()) {
            node = found->get();
            continue;
        }
        SourceFace face;
        face.kind = Kind::Folder;
        face.label = name;
        face.iconName = QStringLiteral("folder");
        node = addChild(node, key, face);
    }
    return node;
}

SourceFace sourceFace(const Source &source, const QueryTerm &term)
{
    SourceFace face;
    face.kind = Kind::Source;
    face.label = source.title.isEmpty() ? source.url : source.title;
    face.iconName = iconName(source.kind);
    face.query = Query().including(term);
    face.count = source.unread;
    face.error = isBroken(source) ? source.lastError : QString(); // once or twice is nobody's business
    face.sourceIds = {source.id};
    face.source = source;
    return face;
}

// A folder is any of its sources; it counts them together.
void gather(SourceNode *node)
{
    std::stable_partition(node->children.begin(), node->children.end(),
                          [](const NodePointer &child) { return child->face.kind == Kind::Folder; });
    QueryNode any{QueryNode::Kind::Any, {}, {}};
    int count = 0;
    for (const NodePointer &child : node->children) {
        if (child->face.kind == Kind::Folder)
            gather(child.get());
        node->face.sourceIds += child->face.sourceIds;
        count += child->face.count;
        if (node->face.kind != Kind::Folder)
            continue;
        for (const QueryNode &part : child->face.query->root().children)
            any.children += part.kind == QueryNode::Kind::Any ? part.children : QList<QueryNode>{part};
    }
    if (node->face.kind != Kind::Folder)
        return;
    node->face.count = count;
    node->face.query = Query(any.children.size() == 1 ? any.children.first() : any);
}

void addSources(SourceNode *root, const QList<Source> &sources, const QList<QueryTerm> &terms)
{
    SourceFace heading;
    heading.label = SourceModel::tr("Sources");
    SourceNode *section = addChild(root, sourcesKey, heading);
    for (qsizetype i = 0; i < sources.size(); ++i) {
        const Source &source = sources.at(i);
        addChild(folderAt(section, source.folder), QStringLiteral("source/") + QString::number(source.id.value), sourceFace(source, terms.at(i)));
    }
    gather(section);
}

} // namespace

std::unique_ptr<SourceNode> sourceTree(const QList<Source> &sources, const QList<QueryTerm> &terms, const QList<SavedFilter> &filters,
                                       const QHash<QString, int> &counts)
{
    auto root = std::make_unique<SourceNode>();
    addSmartViews(root.get(), sources, counts);
    addSavedFilters(root.get(), filters, counts);
    addSources(root.get(), sources, terms);
    return root;
}

QList<std::pair<QString, Query>> countedQueries(const QList<SavedFilter> &filters)
{
    const QueryTerm unread{Field::Is, QStringLiteral("unread")};
    QList<std::pair<QString, Query>> queries = {{QStringLiteral("today"), todayQuery().including(unread)},
                                                {QStringLiteral("bookmarks"), stateQuery(QStringLiteral("bookmarked"))}};
    for (const SavedFilter &filter : filters) {
        if (const auto query = Query::parse(filter.query))
            queries.emplaceBack(filterKey(filter), query->including(unread));
    }
    return queries;
}

QString accessibleText(const SourceFace &face)
{
    QStringList parts{face.label};
    if (face.count > 0)
        parts += face.kind == Kind::Bookmarks ? SourceModel::tr("%n bookmarked", nullptr, face.count)
                                              : SourceModel::tr("%n unread", nullptr, face.count);
    if (!face.error.isEmpty())
        parts += SourceModel::tr("error: %1").arg(face.error);
    return parts.join(QStringLiteral(", "));
}

QString toolTip(const SourceFace &face)
{
    QStringList lines{face.label};
    if (face.kind == Kind::Source) {
        lines += face.source.url;
        lines += SourceModel::tr("%1 unread of %2 articles").arg(QLocale().toString(face.source.unread), QLocale().toString(face.source.total));
    }
    if (face.kind == Kind::SavedFilter)
        lines += face.filter.query;
    if (!face.error.isEmpty())
        lines += face.error;
    lines.removeAll(QString());
    return lines.join(u'\n');
}

namespace {

// Which pairs of characters a name has, by a hash of each. A name that holds another one has all of its pairs.
using Pairs = std::bitset<256>;

Pairs pairsOf(const QString &name)
{
    Pairs pairs;
    for (qsizetype i = 0; i + 1 < name.size(); ++i)
        pairs.set((name[i].unicode() * 31u + name[i + 1].unicode()) % pairs.size());
    return pairs;
}

} // namespace

// `source:` takes the whole of a title or address or a part of it, so a title serves only where no other source has it within its
// own. Thousands of sources are millions of pairs of names, and few of them need more than a look at their bits.
QList<QueryTerm> sourceTerms(const QList<Source> &all)
{
    QStringList names; // both, a line each
    std::vector<Pairs> pairs;
    for (const Source &source : all) {
        names += folded(source.title) + u'\n' + folded(source.url);
        pairs.push_back(pairsOf(names.constLast()));
    }
    const auto isTelling = [&](qsizetype own, const QString &name) {
        const QString key = folded(name);
        const Pairs wanted = pairsOf(key);
        for (qsizetype i = 0; i < names.size(); ++i) {
            if (i != own && (wanted & ~pairs[size_t(i)]).none() && names.at(i).contains(key))
                return false;
        }
        return !key.isEmpty();
    };
    QList<QueryTerm> terms;
    for (qsizetype i = 0; i < all.size(); ++i) {
        const Source &source = all.at(i);
        const bool useAddress = !source.url.isEmpty() && !isTelling(i, source.title) && (source.title.isEmpty() || isTelling(i, source.url));
        terms += {Field::Source, (useAddress ? source.url : source.title).simplified()};
    }
    return terms;
}

} // namespace dateline
