// Corrections: any number of them, in circles too, over any annotations (base/correction.h). The input is taken apart into values.
#include "fuzz_target.h"
#include "input.h"

#include "base/correction.h"
#include "base/folding.h"

using namespace dateline;
using namespace dateline::fuzz;

namespace {

EntityName takeName(Input &input)
{
    static const QStringList few{QStringLiteral("Ana"), QStringLiteral("ANA"), QStringLiteral("Bob"), QStringLiteral("NATO"), QStringLiteral("Niš"), QStringLiteral("Nis")};
    const int choice = input.below(16);
    const EntityKind kind = static_cast<EntityKind>(input.below(3));
    return {kind, choice < few.size() ? few[choice] : input.shortText()};
}

Correction takeCorrection(Input &input)
{
    static const QStringList codes{QStringLiteral("RS"), QStringLiteral("XK")};
    static const QStringList topics{QStringLiteral("medtop:11000000"), QStringLiteral("medtop:04000000")};
    switch (input.below(6)) {
    case 0: return Correction::notAnEntity(takeName(input));
    case 1: return Correction::country({}, codes[input.below(2)], static_cast<Correction::Bearing>(input.below(3)));
    case 2: return Correction::topic({}, topics[input.below(2)], input.below(2) == 1);
    default: break;
    }
    const EntityName entity = takeName(input);
    return Correction::sameEntity(entity, takeName(input));
}

Annotations takeAnnotations(Input &input)
{
    Annotations found;
    for (int left = input.below(8); left > 0; --left) {
        const EntityName name = takeName(input);
        found.entities += Entity{name.name, name.kind, input.below(101) / 100.0, {{input.below(100), 1 + input.below(9)}}};
    }
    found.countries = {{QStringLiteral("RS"), input.below(2) == 1, 0.5, {{0, 4}}}};
    found.topics = {{QStringLiteral("medtop:11000000"), 0.7, {}}};
    if (!found.entities.isEmpty())
        found.quotes = {{found.entities.first().name, {10, 5}, {0, 4}, true}};
    return found;
}

void holdForWays(const CorrectionSet &set, const QList<Correction> &corrections)
{
    for (const Correction &correction : corrections) {
        if (!correction.isAboutEntity())
            continue;
        hold(set.concerns(correction.entity), "a corrected entity is one", correction.entity.name);
        const QList<Correction> way = set.way(correction.entity);
        hold(!way.isEmpty() && way.size() <= corrections.size(), "a way passes no correction twice", correction.entity.name);
        const std::optional<EntityName> shown = set.shown(correction.entity);
        const QList<EntityName> leading = shown ? set.leadingTo(*shown) : QList<EntityName>();
        const auto isStart = [&](const EntityName &each) { return each.isSameAs(correction.entity); };
        hold(!shown || std::any_of(leading.begin(), leading.end(), isStart), "what is shown knows what led to it", correction.entity.name);
    }
}

bool holdsEach(const Annotations &annotations)
{
    for (qsizetype i = 0; i < annotations.entities.size(); ++i) {
        for (qsizetype k = i + 1; k < annotations.entities.size(); ++k) {
            const Entity &a = annotations.entities[i], &b = annotations.entities[k];
            if (EntityName{a.kind, a.name}.isSameAs({b.kind, b.name}))
                return false;
        }
    }
    return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(bytesOf(data, std::min<std::size_t>(size, 4096)));
    const Annotations found = takeAnnotations(input);
    QList<Correction> corrections;
    while (!input.isEmpty())
        corrections += takeCorrection(input);
    const CorrectionSet set(corrections);
    holdForWays(set, corrections);
    const Annotations shown = corrected(found, set, corrections);
    hold(shown.entities.size() <= found.entities.size(), "a correction makes no entity out of none");
    const bool isTouched = std::any_of(found.entities.begin(), found.entities.end(), [&](const Entity &each) { return set.concerns({each.kind, each.name}); });
    hold(!isTouched || holdsEach(shown), "entities that are the same are joined");
    for (const Entity &entity : shown.entities)
        hold(entity.salience >= 0 && entity.salience <= 1 && !entity.mentions.isEmpty(), "a joined entity keeps its mentions and a share", entity.name);
    hold(corrected(found, CorrectionSet(), {}) == found, "without corrections nothing changes");
    return 0;
}
