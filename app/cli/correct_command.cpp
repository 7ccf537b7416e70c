// correct and corrections. What is corrected is written as a term of a query: person:"Mr Speaker", country:RS.
#include "cli/commands.h"

#include "base/countries.h"
#include "base/query.h"
#include "base/topics.h"
#include "cli/article_json.h"
#include "cli/number_arguments.h"
#include "cli/query_arguments.h"
#include "cli/session.h"

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Correct", text);
}

tl::unexpected<Error> misused(const QString &message)
{
    return failure(ErrorKind::Usage, message);
}

// One term and nothing else. Fails with Usage.
Result<QueryTerm> termFrom(const QString &text)
{
    const auto query = Query::parse(text);
    if (!query)
        return tl::unexpected(query.error());
    const QList<QueryNode> parts = query->parts();
    if (parts.size() != 1 || parts.first().kind != QueryNode::Kind::Term)
        return misused(translated("\"%1\" is not one term, like person:\"Ban Ki-moon\" or country:RS.").arg(text));
    return parts.first().term;
}

std::optional<EntityName> entityFrom(const QueryTerm &term)
{
    switch (term.field) {
    case Field::Person: return EntityName{EntityKind::Person, term.value};
    case Field::Organisation: return EntityName{EntityKind::Organisation, term.value};
    case Field::Place: return EntityName{EntityKind::Place, term.value};
    default: return std::nullopt;
    }
}

// "person:NAME --not" or "person:NAME --as org:NAME".
Result<Correction> entityCorrection(const Arguments &arguments)
{
    const auto term = termFrom(arguments.rest.first());
    if (!term)
        return tl::unexpected(term.error());
    const std::optional<EntityName> entity = entityFrom(*term);
    if (!entity)
        return misused(translated("Say which article: \"dateline correct ID %1\". Only people, organisations and places are corrected everywhere.").arg(arguments.rest.first()));
    if (arguments.has("not") == arguments.has("as"))
        return misused(translated("Say either --not or --as, with what it is instead."));
    if (arguments.has("not"))
        return Correction::notAnEntity(*entity);
    const auto other = termFrom(arguments.value("as"));
    if (!other)
        return tl::unexpected(other.error());
    const std::optional<EntityName> instead = entityFrom(*other);
    if (!instead)
        return misused(translated("\"%1\" is no person, organisation or place.").arg(arguments.value("as")));
    return Correction::sameEntity(*entity, *instead);
}

// "ID country:RS", "ID topic:sport", each perhaps with --not; "ID mentions:RS --not".
Result<Correction> articleCorrection(const Arguments &arguments)
{
    using Bearing = Correction::Bearing;
    const auto ids = articleNumbers({arguments.rest.first()});
    const auto term = termFrom(arguments.rest.last());
    if (!ids || !term)
        return tl::unexpected(!ids ? ids.error() : term.error());
    if (arguments.has("as"))
        return misused(translated("--as is for people, organisations and places, and takes no article."));
    const bool isNot = arguments.has("not");
    switch (term->field) {
    case Field::Country: return Correction::country(ids->first(), term->value, isNot ? Bearing::NotAbout : Bearing::About);
    case Field::Topic: return Correction::topic(ids->first(), term->value, !isNot);
    case Field::Mentions:
        if (isNot)
            return Correction::country(ids->first(), term->value, Bearing::NotNamed);
        return misused(translated("Say country:%1 where the article is about it, or mentions:%1 --not where it doesn't even name it.").arg(term->value));
    default: break;
    }
    return misused(translated("\"%1\": an article's country or topic can be corrected; people, organisations and places are corrected everywhere, so "
                              "leave the article's number out.").arg(arguments.rest.last()));
}

// Those that can be are taken back.
ExitCode undo(Session &session, const QStringList &numbers)
{
    const auto ids = articleNumbers(numbers);
    if (!ids)
        return session.failedWith(ids.error());
    Library *library = session.library();
    if (!library)
        return ExitProfile;
    bool allDone = true;
    for (ArticleId id : *ids) {
        if (session.isCancelled())
            return ExitPartly;
        if (const auto undone = session.awaited(library->undoCorrection(CorrectionId{id.value})); !undone) {
            session.complain(QString::number(id.value) + QStringLiteral(": ") + undone.error().message);
            allDone = false;
        }
    }
    if (allDone)
        session.output().line(translated("Taken back: %1").arg(numbers.join(u' ')));
    return allDone ? ExitDone : ExitPartly;
}

ExitCode correct(Session &session, const Arguments &arguments)
{
    if (arguments.has("undo")) {
        if (arguments.has("not") || arguments.has("as"))
            return session.failedWith({ErrorKind::Usage, translated("--undo takes numbers of corrections and nothing else.")});
        return undo(session, arguments.values("undo") + arguments.rest);
    }
    if (arguments.rest.isEmpty() || arguments.rest.size() > 2)
        return session.failedWith({ErrorKind::Usage, translated("Say what to correct, as in: dateline correct 'person:\"Mr Speaker\"' --not")});
    const auto correction = arguments.rest.size() == 1 ? entityCorrection(arguments) : articleCorrection(arguments);
    if (!correction)
        return session.failedWith(correction.error());
    Library *library = session.library();
    if (!library)
        return ExitProfile;
    const auto made = session.awaited(library->correct(*correction));
    if (!made)
        return session.failedWith(made.error());
    session.output().line(translated("Correction %1; \"dateline correct --undo %1\" takes it back.").arg(made->value));
    return ExitDone;
}

QString entityTerm(const EntityName &entity)
{
    const Field field = entity.kind == EntityKind::Person ? Field::Person : entity.kind == EntityKind::Organisation ? Field::Organisation : Field::Place;
    return toText(QueryNode{QueryNode::Kind::Term, {field, entity.name}, {}});
}

// As it would be typed.
QString inWords(const Correction &correction)
{
    const QString isNot = QStringLiteral(" --not");
    const QString article = QString::number(correction.article.value) + u' ';
    switch (correction.kind) {
    case Correction::Kind::NotAnEntity: return entityTerm(correction.entity) + isNot;
    case Correction::Kind::SameEntity: return entityTerm(correction.entity) + QStringLiteral(" --as ") + entityTerm(correction.instead);
    case Correction::Kind::ArticleTopic: {
        const QString topic = QStringLiteral("topic:") + topicShortName(correction.value);
        return article + topic + (correction.bearing == Correction::Bearing::About ? QString() : isNot);
    }
    case Correction::Kind::ArticleCountry: break;
    }
    const bool isNamed = correction.bearing != Correction::Bearing::NotNamed;
    const QString country = (isNamed ? QStringLiteral("country:") : QStringLiteral("mentions:")) + correction.value;
    return article + country + (correction.bearing == Correction::Bearing::About ? QString() : isNot);
}

ExitCode corrections(Session &session, const Arguments &arguments)
{
    Library *library = session.libraryToRead();
    if (!library)
        return ExitProfile;
    const auto all = session.awaited(library->corrections());
    if (!all)
        return session.failedWith(all.error());
    for (const Correction &correction : *all) {
        if (arguments.has("json"))
            session.output().write(correctionJson(correction));
        else
            session.output().line(QStringLiteral("%1  %2  %3").arg(correction.id.value, 5).arg(correction.made.toLocalTime().date().toString(Qt::ISODate), inWords(correction)));
    }
    return ExitDone;
}

constexpr OptionSpec correctOptions[] = {
    {"not", nullptr, QT_TRANSLATE_NOOP("Command", "it is none; the article isn't about it")},
    {"as", "TERM", QT_TRANSLATE_NOOP("Command", "what it is: another name for the same, another spelling, another kind")},
    {"undo", "NUMBER", QT_TRANSLATE_NOOP("Command", "take a correction back; more numbers may follow")},
};

constexpr OptionSpec correctionsOptions[] = {
    {"json", nullptr, QT_TRANSLATE_NOOP("Command", "one JSON object a line, which \"dateline import\" reads")},
};

} // namespace

const Subcommand correctCommand = {
    "correct", "TERM --not | TERM --as TERM | ID country:C|topic:T [--not] | ID mentions:C --not | --undo NUMBER…",
    QT_TRANSLATE_NOOP("Command", "Put right what the analysis found"),
    QT_TRANSLATE_NOOP("Command", "Terms are written as in a query. A person, organisation or place is corrected in all articles, also in later ones:\n"
                                 "  dateline correct 'person:\"Mr Speaker\"' --not\n"
                                 "  dateline correct person:Lavrov --as 'person:\"Sergey Lavrov\"'\n"
                                 "  dateline correct person:NATO --as org:NATO\n"
                                 "A country or topic is corrected in one article:\n"
                                 "  dateline correct 12 country:RS --not      it names Serbia, but isn't about it\n"
                                 "  dateline correct 12 mentions:RS --not     it doesn't even name it\n"
                                 "  dateline correct 12 topic:politics\n"
                                 "A correction holds until it is taken back, whatever is analysed again."),
    0, anyNumber, correctOptions, correct, true,
};

const Subcommand correctionsCommand = {
    "corrections", "[--json]", QT_TRANSLATE_NOOP("Command", "List what was put right"), "", 0, 0, correctionsOptions, corrections,
};

} // namespace dateline
