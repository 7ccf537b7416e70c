// Any query that can be read is answered (store/store.h), and what it excludes is all that it doesn't find.
#include "fuzz_target.h"
#include "small_profile.h"

#include <QTemporaryDir>

using namespace dateline;
using namespace dateline::fuzz;

namespace {

class OpenProfile final {
public:
    OpenProfile()
    {
        auto opened = Store::open(m_folder.path());
        hold(opened.has_value(), "a profile can be made");
        m_store = std::move(*opened);
        fillProfile(*m_store);
    }

    Answer answerTo(const Query &query, bool withFacets = true)
    {
        AnswerOptions options;
        options.today = QDate(2025, 9, 11);
        options.withFacets = withFacets;
        const Result<Answer> answer = m_store->run(query, options).result();
        hold(answer.has_value(), "a query that can be read is answered", answer ? QString() : QString(query.toText() + u'\n' + answer.error().message + u'\n' + answer.error().detail));
        return *answer;
    }

private:
    QTemporaryDir m_folder{temporaryFolderTemplate()};
    std::unique_ptr<Store> m_store; // gone before the folder
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static OpenProfile profile;
    static const QList<ArticleId> all = profile.answerTo(Query()).rows;
    const Result<Query> query = Query::parse(QString::fromUtf8(bytesOf(data, std::min<std::size_t>(size, 2048))));
    if (!query)
        return 0;
    const Answer answer = profile.answerTo(*query);
    const QList<ArticleId> rows = answer.rows;
    const QList<ArticleId> excluded = profile.answerTo(Query(QueryNode{QueryNode::Kind::Not, {}, {query->root()}}), false).rows;
    QList<ArticleId> both; // the order of all, so that each answer must have it too
    for (ArticleId id : all) {
        hold(rows.contains(id) != excluded.contains(id), "an article is found or excluded", query->toText());
        if (rows.contains(id))
            both += id;
    }
    hold(both == rows, "an answer is newest first", query->toText());
    hold(rows.size() + excluded.size() == all.size(), "an article is found once", query->toText());
    for (auto facet = answer.facets.constBegin(); facet != answer.facets.constEnd(); ++facet) {
        for (const FacetCount &count : *facet)
            hold(count.count > 0 && count.count <= static_cast<quint32>(rows.size()), "a value has some of the articles found", count.value);
    }
    return 0;
}
