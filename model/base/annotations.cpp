#include "base/annotations.h"

namespace dateline {

QString entityKindName(EntityKind kind)
{
    switch (kind) {
    case EntityKind::Person: return QStringLiteral("person");
    case EntityKind::Organisation: return QStringLiteral("organisation");
    case EntityKind::Place: return QStringLiteral("place");
    }
    Q_UNREACHABLE();
}

std::optional<EntityKind> entityKindFromName(QStringView name)
{
    for (EntityKind kind : {EntityKind::Person, EntityKind::Organisation, EntityKind::Place}) {
        if (name == entityKindName(kind))
            return kind;
    }
    return std::nullopt;
}

} // namespace dateline
