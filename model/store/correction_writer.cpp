#include "store/correction_writer.h"

#include "base/countries.h"
#include "base/folding.h"
#include "base/topics.h"

#include <QCoreApplication>

#include <algorithm>

namespace dateline {
namespace {

constexpr size_t AtOnce = 500; // articles a transaction: some hundredths of a second

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

tl::unexpected<Error> gone()
{
    return failure(ErrorKind::NotFound, tr("There is no such correction any more."));
}

bool hasName(const EntityName &entity)
{
    return !folded(entity.name).isEmpty();
}

} // namespace

// With names as they are written where they are known, and values in the form that the analysis uses.
Result<Correction> CorrectionWriter::checked(const Correction &correction)
{
    Correction checked = correction;
    checked.made = correction.made.isValid() ? correction.made : QDateTime::currentDateTimeUtc();
    if (correction.isAboutEntity()) {
        if (!hasName(correction.entity) || (correction.kind == Correction::Kind::SameEntity && !hasName(correction.instead)))
            return failure(ErrorKind::Usage, tr("A correction needs the name of what is corrected."));
        checked.article = {};
        checked.entity.name = correction.entity.name.simplified();
        checked.instead.name = correction.instead.name.simplified();
        if (checked.kind == Correction::Kind::SameEntity && !checked.entity.isSameAs(checked.instead))
            checked.instead.name = m_tables.values.ensure(facetOf(checked.instead.kind), folded(checked.instead.name), checked.instead.name).name;
        return checked;
    }
    if (!m_tables.index().live().contains(correction.article.value))
        return failure(ErrorKind::NotFound, tr("There is no article %1; nothing was changed.").arg(correction.article.value));
    if (correction.kind == Correction::Kind::ArticleCountry) {
        checked.value = correction.value.toUpper();
        if (!isCountryCode(checked.value))
            return failure(ErrorKind::Usage, tr("“%1” is no country.").arg(correction.value));
    } else if (!topicFromName(correction.value)) {
        return failure(ErrorKind::Usage, tr("“%1” is no topic.").arg(correction.value));
    } else {
        checked.value = *topicFromName(correction.value);
    }
    return checked;
}

// The latest about the same, where it says the same.
std::optional<CorrectionId> CorrectionWriter::sameThatHolds(const Correction &correction)
{
    const QList<Correction> known = correction.isAboutEntity() ? m_tables.corrections.ofEntities() : m_tables.corrections.ofArticle(correction.article.value);
    const auto latest = std::find_if(known.rbegin(), known.rend(), [&](const Correction &each) { return each.isAboutTheSameAs(correction); });
    return latest != known.rend() && latest->saysTheSameAs(correction) ? std::optional(latest->id) : std::nullopt;
}

Result<CorrectionTask> CorrectionWriter::add(const Correction &correction, Changes &changes)
{
    WriteTransaction transaction(m_tables);
    const Result<Correction> made = checked(correction);
    if (!made)
        return tl::unexpected(made.error());
    CorrectionTask task;
    if (const std::optional<CorrectionId> known = sameThatHolds(*made)) {
        task.id = *known;
        task.isDone = true;
        return task;
    }
    task.id = m_tables.corrections.add(*made, CorrectionTable::Progress::Applying);
    if (made->isAboutEntity()) {
        m_tables.forgetCorrections();
        showName(made->entity);
        task.articles = articlesOf(*made, m_tables.entityCorrections());
    } else {
        task.articles = {made->article.value};
    }
    doSome(task, transaction, changes);
    return task;
}

Result<CorrectionTask> CorrectionWriter::takeBack(CorrectionId id, Changes &changes)
{
    WriteTransaction transaction(m_tables);
    const std::optional<Correction> known = m_tables.corrections.find(id);
    if (!known)
        return gone();
    CorrectionTask task;
    task.id = id;
    task.isTakenBack = true;
    task.articles = known->isAboutEntity() ? articlesOf(*known, m_tables.entityCorrections()) : std::vector<quint32>{known->article.value};
    m_tables.corrections.setTakingBack(id);
    if (known->isAboutEntity()) {
        m_tables.forgetCorrections();
        showName(known->entity);
    } else {
        m_tables.corrections.remove(id); // at once, because ofArticle() gives all that there are
    }
    doSome(task, transaction, changes);
    return task;
}

void CorrectionWriter::goOn(CorrectionTask &task, Changes &changes)
{
    if (!task.isTakenBack && !m_tables.corrections.isBeingApplied(task.id)) {
        task.isDone = true; // taken back meanwhile: whoever does that makes all rows anew
        return;
    }
    WriteTransaction transaction(m_tables);
    doSome(task, transaction, changes);
}

void CorrectionWriter::doSome(CorrectionTask &task, WriteTransaction &transaction, Changes &changes)
{
    const size_t end = std::min(task.articles.size(), task.next + AtOnce);
    QList<ArticleId> touched;
    for (size_t i = task.next; i < end; ++i) {
        if (!m_tables.index().live().contains(task.articles[i]))
            continue;
        m_facets.renew(task.articles[i], transaction.change);
        touched += ArticleId{task.articles[i]};
    }
    const bool isLast = end == task.articles.size();
    if (isLast && task.isTakenBack)
        m_tables.corrections.remove(task.id);
    else if (isLast)
        m_tables.corrections.setApplied(task.id);
    transaction.commit(changes);
    changes.updated = touched;
    changes.corrections = true;
    task.next = end;
    task.isDone = isLast;
}

// The facet index knows the spelling that the reader gave; the table keeps the one that was found.
void CorrectionWriter::showName(const EntityName &entity)
{
    const Facet facet = facetOf(entity.kind);
    const QString key = folded(entity.name);
    const ValueTable::Found value = m_tables.values.ensure(facet, key, entity.name);
    const std::optional<QString> spelling = m_tables.entityCorrections().spelling(entity);
    m_tables.values.announce({value.id, facet, key, spelling.value_or(value.name)});
}

// All in which one of the entities was found that the correction is about, and perhaps some more.
std::vector<quint32> CorrectionWriter::articlesOf(const Correction &correction, const CorrectionSet &corrections)
{
    IdBitmap articles;
    for (const EntityName &entity : corrections.leadingTo(correction.entity)) {
        const quint32 value = m_tables.values.idOf(facetOf(entity.kind), folded(entity.name));
        if (m_tables.index().hasValue(value))
            m_tables.index().postings(value).addTo(articles);
        for (quint32 article : m_tables.corrections.articlesWith(value))
            articles.add(article);
    }
    articles &= m_tables.index().live();
    return {articles.begin(), articles.end()};
}

QList<CorrectionTask> CorrectionWriter::unfinished()
{
    QList<CorrectionTask> tasks;
    const QList<Correction> holding = m_tables.corrections.ofEntities();
    for (const CorrectionTable::Unfinished &each : m_tables.corrections.unfinished()) {
        // One that is being taken back no longer holds, but leads to the articles that it held for.
        const std::optional<Correction> known = m_tables.corrections.any(each.id);
        if (!known)
            continue;
        CorrectionTask task;
        task.id = each.id;
        task.isTakenBack = each.progress == CorrectionTable::Progress::TakingBack;
        QList<Correction> all = holding;
        if (task.isTakenBack)
            all += *known;
        task.articles = articlesOf(*known, CorrectionSet(all));
        tasks += task;
    }
    return tasks;
}

} // namespace dateline
