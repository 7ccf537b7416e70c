#include "ui/corrector.h"

#include "base/topics.h"
#include "library/when_answered.h"
#include "ui/dialogs/correction_words.h"
#include "ui/dialogs/corrections_dialog.h"
#include "ui/dialogs/country_dialog.h"
#include "ui/dialogs/entity_dialog.h"

#include <QMenu>

#include <algorithm>

namespace dateline {
namespace {

constexpr int offered = 2'000; // names of each kind

std::optional<EntityName> entityOf(const QueryTerm &term)
{
    switch (term.field) {
    case Field::Person: return EntityName{EntityKind::Person, term.value};
    case Field::Organisation: return EntityName{EntityKind::Organisation, term.value};
    case Field::Place: return EntityName{EntityKind::Place, term.value};
    default: return std::nullopt;
    }
}

QList<EntityName> entitiesOf(const Answer &answer)
{
    QList<EntityName> entities;
    for (const auto &[facet, kind] : {std::pair(Facet::Person, EntityKind::Person), {Facet::Organisation, EntityKind::Organisation}, {Facet::Place, EntityKind::Place}}) {
        for (const FacetCount &count : answer.facets.value(facet))
            entities += EntityName{kind, count.value};
    }
    return entities;
}

// Whether the correction led to what the term names.
bool ledTo(const Correction &correction, const QueryTerm &term)
{
    if (const std::optional<EntityName> entity = entityOf(term))
        return correction.kind == Correction::Kind::SameEntity && correction.instead.isSameAs(*entity);
    if (term.field == Field::Topic)
        return correction.kind == Correction::Kind::ArticleTopic && topicShortName(correction.value) == term.value;
    return correction.kind == Correction::Kind::ArticleCountry && correction.value == term.value;
}

// A name in the text of an action: "&" isn't meant for a key.
QString plain(QString text)
{
    return text.replace(u'&', QStringLiteral("&&"));
}

} // namespace

Corrector::Corrector(Library &library, const Theme &theme, QWidget &window)
    : QObject(&window)
    , m_library(library)
    , m_theme(theme)
    , m_window(window)
{
    connect(&library, &Library::changed, this, [this](const LibraryChanges &changes) {
        if (changes.corrections && m_list)
            loadCorrections();
    });
}

void Corrector::addAction(QMenu &menu, const QString &text, const Correction &correction)
{
    connect(menu.addAction(text), &QAction::triggered, this, [this, correction] { correct(correction); });
}

void Corrector::addTo(QMenu &menu, const QueryTerm &term, const StoredArticle *article)
{
    using Bearing = Correction::Bearing;
    const std::optional<EntityName> entity = entityOf(term);
    if (!entity && (!article || (term.field != Field::Topic && term.field != Field::Country && term.field != Field::Mentions)))
        return;
    menu.addSeparator();
    if (entity)
        addEntityTo(menu, *entity);
    else if (term.field == Field::Topic)
        addAction(menu, tr("Wrong topic"), Correction::topic(article->id, topicFromName(term.value).value_or(term.value), false));
    else if (term.field == Field::Country)
        addAction(menu, tr("The article isn't about it"), Correction::country(article->id, term.value, Bearing::NotAbout));
    else
        addAction(menu, tr("The article is about it"), Correction::country(article->id, term.value, Bearing::About));
    if (term.field == Field::Country || term.field == Field::Mentions)
        addAction(menu, tr("The article doesn't even name it"), Correction::country(article->id, term.value, Bearing::NotNamed));
    if (!article)
        return;
    if (!entity)
        addMissingTo(menu, *article);
    addUndoTo(menu, term, *article);
}

void Corrector::addEntityTo(QMenu &menu, const EntityName &entity)
{
    const bool isPerson = entity.kind == EntityKind::Person, isOrganisation = entity.kind == EntityKind::Organisation;
    addAction(menu, isPerson ? tr("Not a person") : isOrganisation ? tr("Not an organisation") : tr("Not a place"), Correction::notAnEntity(entity));
    if (!isPerson)
        addAction(menu, tr("It is a person"), Correction::sameEntity(entity, {EntityKind::Person, entity.name}));
    if (!isOrganisation)
        addAction(menu, tr("It is an organisation"), Correction::sameEntity(entity, {EntityKind::Organisation, entity.name}));
    if (isPerson || isOrganisation)
        addAction(menu, tr("It is a place"), Correction::sameEntity(entity, {EntityKind::Place, entity.name}));
    connect(menu.addAction(m_theme.icon(QStringLiteral("edit")), tr("Same as another, or rename…")), &QAction::triggered, this, [this, entity] { askWhatItIs(entity); });
}

void Corrector::addMissingTo(QMenu &menu, const StoredArticle &article)
{
    QMenu *topics = menu.addMenu(tr("Add a topic"));
    for (const TopicName &topic : topicNames()) {
        const QString id = QString::fromLatin1(topic.id);
        const QList<Topic> &present = article.annotations.topics;
        if (std::none_of(present.begin(), present.end(), [&](const Topic &each) { return each.id == id; }))
            addAction(*topics, topicLabel(id), Correction::topic(article.id, id, true));
    }
    connect(menu.addAction(tr("Add a country…")), &QAction::triggered, this, [this, id = article.id, title = article.content.title] { askForCountry(id, title); });
}

void Corrector::addUndoTo(QMenu &menu, const QueryTerm &term, const StoredArticle &article)
{
    for (const Correction &correction : article.corrections) {
        if (!ledTo(correction, term))
            continue;
        connect(menu.addAction(m_theme.icon(QStringLiteral("undo")), tr("Take back: %1").arg(plain(correctionSentence(correction)))), &QAction::triggered, this,
                [this, id = correction.id] { undo(id); });
    }
}

void Corrector::correct(const Correction &correction)
{
    whenAnswered(m_library.correct(correction), this, [this, correction](const Result<CorrectionId> &id) {
        if (id)
            emit corrected(correctionSentence(correction), *id);
        else
            emit failed(id.error());
    });
}

void Corrector::undo(CorrectionId id)
{
    whenAnswered(m_library.undoCorrection(id), this, [this, id](const Result<void> &answer) {
        if (answer)
            emit undone(id);
        else if (emit failed(answer.error()); answer.error().kind != ErrorKind::NotFound)
            emit undoFailed(id);
    });
}

void Corrector::askWhatItIs(const EntityName &entity)
{
    QPointer<EntityDialog> dialog = new EntityDialog(m_theme, entity, &m_window);
    connect(dialog, &EntityDialog::entityNamed, this, [this, entity](const EntityName &instead) { correct(Correction::sameEntity(entity, instead)); });
    dialog->open();
    AnswerOptions options;
    options.withRows = false;
    options.top = offered;
    whenAnswered(m_library.run({}, options), this, [dialog](const Result<Answer> &answer) {
        if (dialog && answer)
            dialog->setKnown(entitiesOf(*answer));
    });
}

void Corrector::askForCountry(ArticleId article, const QString &title)
{
    auto *dialog = new CountryDialog(m_theme, title, &m_window);
    connect(dialog, &CountryDialog::countryChosen, this, [this, article](const QString &code) {
        correct(Correction::country(article, code, Correction::Bearing::About));
    });
    dialog->open();
}

void Corrector::showCorrections()
{
    if (m_list)
        return m_list->raise();
    m_list = new CorrectionsDialog(m_theme, &m_window);
    connect(m_list, &CorrectionsDialog::undoWanted, this, &Corrector::undo);
    m_list->open();
    loadCorrections();
}

void Corrector::loadCorrections()
{
    whenAnswered(m_library.corrections(), this, [this](const Result<QList<Correction>> &corrections) {
        if (corrections)
            loadTitles(*corrections);
        else
            emit failed(corrections.error());
    });
}

void Corrector::loadTitles(const QList<Correction> &corrections)
{
    QList<ArticleId> ids;
    for (const Correction &correction : corrections) {
        if (correction.article.isValid())
            ids += correction.article;
    }
    whenAnswered(m_library.heads(ids), this, [this, corrections](const Result<QList<ArticleHead>> &heads) {
        QHash<ArticleId, QString> titles;
        for (const ArticleHead &head : heads.value_or(QList<ArticleHead>()))
            titles.insert(head.id, head.title);
        QList<ListedCorrection> listed;
        for (const Correction &correction : corrections)
            listed += ListedCorrection{correction, titles.value(correction.article)};
        if (m_list)
            m_list->setCorrections(listed);
    });
}

} // namespace dateline
