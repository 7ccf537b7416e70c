#include "analysis/analyzer.h"

#include "analysis/aliases.h"
#include "analysis/countries.h"
#include "analysis/entities.h"
#include "analysis/entity_tagger.h"
#include "analysis/key_sentences.h"
#include "analysis/language.h"
#include "analysis/quotes.h"
#include "analysis/shape_names.h"
#include "analysis/topics.h"

namespace dateline {

namespace {

constexpr int Version = 4;
// What is longer is no article; its beginning is analysed.
constexpr qsizetype LongestText = 2'000'000;
constexpr qsizetype LongestTitle = 2'000;

const QString Aliases = QStringLiteral("models/aliases.bin");
const QString Places = QStringLiteral("models/places.bin");
const QString Words = QStringLiteral("models/words.bin");
const QString Vectors = QStringLiteral("models/vectors.bin");
const QString Context = QStringLiteral("models/context.bin");
const QString Names = QStringLiteral("models/names.bin");
const QString Topics = QStringLiteral("models/topics.bin");
const QString Focus = QStringLiteral("models/focus.bin");

} // namespace

struct Analyzer::Parts {
    AliasTable aliases;
    Gazetteer gazetteer;
    Lexicon lexicon;
    WordVectors vectors;
    ContextNet context;
    EntityTagger tagger;
    TextClassifier classifier;
    FocusModel focus;
};

QStringList Analyzer::resourceNames()
{
    return {Aliases, Places, Words, Vectors, Context, Names, Topics, Focus};
}

Result<Analyzer> Analyzer::load(const AnalysisResources &resources)
{
    auto parts = std::make_unique<Parts>();
    const auto open = [&resources](auto &part, const QString &name) -> std::optional<Error> {
        auto result = std::remove_reference_t<decltype(part)>::open(resources.value(name), name);
        if (!result)
            return result.error();
        part = *std::move(result);
        return std::nullopt;
    };
    for (const auto &error : {open(parts->aliases, Aliases), open(parts->gazetteer, Places), open(parts->lexicon, Words),
                              open(parts->vectors, Vectors), open(parts->context, Context), open(parts->tagger, Names),
                              open(parts->classifier, Topics), open(parts->focus, Focus)}) {
        if (error)
            return tl::unexpected(*error);
    }
    return Analyzer(std::move(parts));
}

int Analyzer::version()
{
    return Version;
}

Analyzer::Analyzer(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
Analyzer::Analyzer(Analyzer &&) noexcept = default;
Analyzer &Analyzer::operator=(Analyzer &&) noexcept = default;
Analyzer::~Analyzer() = default;

Annotations Analyzer::analyse(const ArticleContent &content) const
{
    const QStringView title = QStringView(content.title).first(std::min(content.title.size(), LongestTitle));
    const QStringView text = QStringView(content.text).first(std::min(content.text.size(), LongestText));
    Annotations annotations;
    annotations.version = Version;
    annotations.language = languageOf(title, text, content.language);

    TokenisedArticle article;
    article.title = tokenised(title, Part::Title, annotations.language);
    article.text = tokenised(text, Part::Text, annotations.language);
    const quint16 language = packed(annotations.language);

    FoundNames names;
    names.titlePlaces = placesIn(article.title, m_parts->gazetteer, language);
    names.textPlaces = placesIn(article.text, m_parts->gazetteer, language);
    const ArticleFacts facts(article, m_parts->lexicon, names.titlePlaces, names.textPlaces);
    // A text too short for its language to be known is most often an English headline.
    const bool english = annotations.language.isEmpty() || annotations.language == u"en";
    const ContextNet::ArticleScores context = english ? m_parts->context.scores(article, facts, m_parts->vectors) : ContextNet::ArticleScores();
    for (const auto &[part, found] : {std::pair(&article.title, &names.title), std::pair(&article.text, &names.text)}) {
        *found = english ? m_parts->tagger.tag(facts, *part, &context)
                         : namesByShape(*part, facts, names.placesOf(part->part), annotations.language);
    }

    const std::vector<float> labels = english ? m_parts->classifier.probabilities(article, m_parts->lexicon) : std::vector<float>();
    annotations.entities = entitiesOf(article, names, m_parts->aliases, language);
    annotations.countries = countriesOf(countryEvidence(article, names, language, m_parts->classifier, labels), m_parts->focus);
    annotations.topics = topicsOf(article, m_parts->lexicon, m_parts->classifier, labels);
    annotations.keySentences = keySentences(article, m_parts->lexicon, annotations.entities);
    annotations.quotes = quotesOf(article.text, annotations.entities, annotations.language);
    return annotations;
}

} // namespace dateline
