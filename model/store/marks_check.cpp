#include "store/marks_check.h"

#include "base/folding.h"
#include "store/facet_loader.h"
#include "store/profile_history.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace dateline {
namespace {

constexpr qsizetype MostFound = 1000; // all that follows isn't told, but brought back

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

// A text as it comes back from a copy: JSON's reader leaves out some characters that mean nothing (a byte order mark in front).
QString asCopied(const QString &text)
{
    return QJsonDocument::fromJson(QJsonDocument(QJsonArray{text}).toJson()).array().first().toString();
}

QStringList asCopied(const QStringList &texts)
{
    QStringList copied;
    for (const QString &text : texts)
        copied += asCopied(text);
    return copied;
}

IndexedValue valueOf(const FacetIndex &index, quint32 value)
{
    return {value, index.facet(value), textOf(index.names().key(value)), textOf(index.names().name(value))};
}

} // namespace

QString bothNotes(const QString &first, const QString &second)
{
    return second.isEmpty() || first.contains(second) ? first : first.isEmpty() ? second : first + QStringLiteral("\n\n") + second;
}

void MarksCheck::differs(const QString &what)
{
    if (m_found.size() < MostFound)
        m_found += what;
}

void MarksCheck::compare(const FacetIndex &stored, const FacetIndex &witness)
{
    const auto end = static_cast<quint32>(std::max(stored.valueEnd(), witness.valueEnd()));
    for (quint32 value = 0; value < end; ++value) {
        if (witness.hasValue(value))
            compareValue(value, stored, witness);
        const auto isTag = [&](const FacetIndex &index) { return index.hasValue(value) && index.facet(value) == Facet::Tag; };
        if (isTag(stored) || isTag(witness))
            compareTag(value, stored, witness);
    }
    compareFlags(stored, witness);
}

void MarksCheck::compareFlags(const FacetIndex &stored, const FacetIndex &witness)
{
    IdBitmap differing;
    for (const StateFlag flag : {ReadFlag, BookmarkedFlag, UpdatedFlag})
        differing |= stored.withFlag(flag) ^ witness.withFlag(flag);
    for (quint32 id : differing & stored.live() & witness.live()) {
        differs(tr("The marks of article %1 (read, bookmarked) differ from those in the file of the filter index.").arg(id));
        wantFlags(id, stored.flags(id), witness.flags(id));
    }
}

// A bookmark is never taken back.
void MarksCheck::wantFlags(quint32 id, quint8 stored, quint8 witnessed)
{
    m_flags[id] = static_cast<quint8>(((stored | m_flags.value(id)) & BookmarkedFlag) | witnessed);
}

void MarksCheck::compareValue(quint32 value, const FacetIndex &stored, const FacetIndex &witness)
{
    const IndexedValue known = valueOf(witness, value);
    if (!stored.hasValue(value)) {
        differs(tr("The name “%1” is missing, which the file of the filter index has.").arg(known.name));
    } else {
        const IndexedValue found = valueOf(stored, value);
        if (found.facet == known.facet && found.key == known.key && found.name == known.name)
            return;
        differs(tr("The name “%1” differs from the one in the file of the filter index, “%2”.").arg(found.name, known.name));
    }
    m_values.push_back(known);
}

void MarksCheck::compareTag(quint32 tag, const FacetIndex &stored, const FacetIndex &witness)
{
    const QString name = valueOf(witness.hasValue(tag) ? witness : stored, tag).name;
    const IdBitmap both = stored.live() & witness.live();
    const IdBitmap here = stored.postings(tag).toBitmap() & both, there = witness.postings(tag).toBitmap() & both;
    for (quint32 id : there - here) {
        differs(tr("Article %1 lacks the tag “%2”, which it has in the file of the filter index.").arg(id).arg(name));
        m_tags.push_back({id, tag, true});
    }
    for (quint32 id : here - there)
        differs(tr("Article %1 has the tag “%2”, which it hasn't in the file of the filter index.").arg(id).arg(name));
}

void MarksCheck::compareCopy(const QString &folder)
{
    const FoundCopy copy = newestStateCopy(folder);
    const bool isOfAnother = !copy.history.isEmpty() && copy.history != m_tables.settings.value(HistorySetting); // generations say nothing across histories
    if (copy.file.isEmpty() || isOfAnother || copy.generation != static_cast<qint64>(storedGeneration(m_tables.connection)))
        return;
    CopyVisit visit;
    visit.setting = [this](const QString &name, const QString &value) {
        if (!isOfDatabase(name))
            compareSetting(name, value);
    };
    visit.source = [this](const Source &source) { compareSource(source); };
    visit.filter = [this](const SavedFilter &filter) { compareFilter(filter); };
    visit.correction = [this](const Correction &correction) { compareCorrection(correction); };
    visit.article = [this](const CopiedArticle &article) { compareArticle(article); };
    visit.read = [this](quint32 source, int flags, const QList<qint64> &identities) { compareRead(source, flags, identities); };
    readStateCopy(copy.file, visit);
}

void MarksCheck::compareSetting(const QString &name, const QString &value)
{
    Statement select = m_tables.connection.prepare("SELECT value FROM setting WHERE name = ?");
    select.bind(1, name);
    if (select.step() && asCopied(select.text(0)) == value)
        return;
    differs(tr("The setting “%1” differs from the one in the copy of what you marked.").arg(name));
    m_settings.insert(name, value);
}

// What migrations change of an address and a title isn't damage: 009_logins.sql.
void MarksCheck::compareSource(const Source &copied)
{
    std::optional<Source> known = m_tables.sources.find(copied.id);
    if (!known)
        return; // one that is being removed
    const QString url = asCopied(known->url);
    const bool isSameUrl = url == copied.url || url == copied.url + u'#' + QString::number(copied.id.value);
    const bool isSameTitle = asCopied(known->title) == copied.title || copied.title.contains(u"://");
    if (isSameUrl && isSameTitle && asCopied(known->folder) == copied.folder && known->country == copied.country && known->language == copied.language)
        return;
    differs(tr("The source “%1” differs from what the copy of what you marked says of it, “%2”.").arg(known->title, copied.title));
    known->url = isSameUrl ? known->url : copied.url;
    known->title = isSameTitle ? known->title : copied.title;
    known->folder = copied.folder;
    known->country = copied.country;
    known->language = copied.language;
    m_sources += *known;
}

void MarksCheck::compareFilter(const SavedFilter &copied)
{
    const QList<SavedFilter> known = m_tables.filters.all();
    if (std::any_of(known.begin(), known.end(), [&](const SavedFilter &each) { return asCopied(each.name) == copied.name && asCopied(each.query) == copied.query; }))
        return;
    differs(tr("The saved filter “%1” isn't as it is in the copy of what you marked.").arg(copied.name));
    m_filters += copied;
}

void MarksCheck::compareCorrection(const Correction &copied)
{
    const QList<Correction> known = m_tables.corrections.ofEntities();
    const auto isSame = [&](Correction each) {
        each.entity.name = asCopied(each.entity.name);
        each.instead.name = asCopied(each.instead.name);
        return each.saysTheSameAs(copied);
    };
    if (std::any_of(known.begin(), known.end(), isSame))
        return;
    differs(tr("The correction of “%1” isn't as it is in the copy of what you marked.").arg(copied.entity.name));
    m_corrections += copied;
}

std::vector<quint32> MarksCheck::articlesWith(quint32 source, qint64 identity)
{
    std::vector<quint32> ids;
    Statement select = m_tables.connection.prepare("SELECT id FROM article WHERE source = ? AND identity = ?");
    select.bind(1, source).bind(2, identity);
    while (select.step())
        ids.push_back(static_cast<quint32>(select.number(0)));
    return ids;
}

// Of two articles that pass for one it isn't known which was copied: then nothing is said.
void MarksCheck::compareArticle(const CopiedArticle &copied)
{
    const std::vector<quint32> ids = articlesWith(copied.source, copied.keys.identity);
    if (ids.size() != 1)
        return;
    const quint32 id = ids.front();
    if (const int flags = m_tables.states.flags(id).value_or(0); flags != copied.flags) {
        differs(tr("The marks of article %1 (read, bookmarked) differ from those in the copy of what you marked.").arg(id));
        wantFlags(id, static_cast<quint8>(flags), static_cast<quint8>(copied.flags));
    }
    const QStringList tags = asCopied(m_tables.states.tags(id));
    for (const QString &tag : copied.tags) {
        if (tags.contains(tag))
            continue;
        differs(tr("Article %1 lacks the tag “%2”, which it has in the copy of what you marked.").arg(id).arg(tag));
        m_tagNames[id] += tag;
    }
    if (const QString note = m_tables.states.note(id); asCopied(note) != copied.note) {
        differs(tr("The note on article %1 differs from the one in the copy of what you marked.").arg(id));
        m_notes.insert(id, bothNotes(copied.note, note));
    }
}

void MarksCheck::compareRead(quint32 source, int flags, const QList<qint64> &identities)
{
    for (qint64 identity : identities) {
        const std::vector<quint32> ids = articlesWith(source, identity);
        const int stored = ids.size() == 1 ? m_tables.states.flags(ids.front()).value_or(0) : flags;
        if (stored == flags)
            continue;
        differs(tr("The marks of article %1 (read, bookmarked) differ from those in the copy of what you marked.").arg(ids.front()));
        wantFlags(ids.front(), static_cast<quint8>(stored), static_cast<quint8>(flags));
    }
}

bool MarksCheck::bringBack()
{
    for (const IndexedValue &value : m_values) {
        // Where another has its key by now, that one stays.
        for (const char *sql : {"INSERT OR IGNORE INTO value (id, facet, key, name) VALUES (?1, ?2, ?3, ?4)", "UPDATE OR IGNORE value SET facet = ?2, key = ?3, name = ?4 WHERE id = ?1"})
            m_tables.connection.prepare(sql).bind(1, value.id).bind(2, facetCode(value.facet)).bind(3, value.key).bind(4, value.name).run();
    }
    m_tables.values.forget();
    for (auto each = m_flags.cbegin(); each != m_flags.cend(); ++each)
        m_tables.states.setFlags(each.key(), each.value());
    for (const IndexedTag &tag : m_tags)
        m_tables.states.tag(tag.article, tag.tag);
    for (auto each = m_tagNames.cbegin(); each != m_tagNames.cend(); ++each) {
        for (const QString &tag : each.value()) {
            if (!folded(tag).isEmpty())
                m_tables.states.tag(each.key(), m_tables.values.ensure(Facet::Tag, folded(tag), tag).id);
        }
    }
    for (auto each = m_notes.cbegin(); each != m_notes.cend(); ++each)
        m_tables.states.setNote(each.key(), each.value());
    for (auto each = m_settings.cbegin(); each != m_settings.cend(); ++each)
        m_tables.settings.set(each.key(), each.value());
    for (const Source &source : std::as_const(m_sources))
        m_tables.sources.update(source);
    for (const SavedFilter &filter : std::as_const(m_filters))
        m_tables.filters.add({{}, filter.name, filter.query});
    for (const Correction &correction : std::as_const(m_corrections))
        m_tables.corrections.add(correction, CorrectionTable::Progress::Applying); // the next open applies it to all articles
    m_tables.forgetCorrections();
    return !m_corrections.isEmpty();
}

} // namespace dateline
