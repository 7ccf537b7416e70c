// FacetLabels: what a query takes and what people read for values of facets, remembered, for asking ICU for a country's name takes
// longer than counting its articles. For one thread at a time.
#pragma once

#include "store/facet_index.h"

#include <QHash>

namespace dateline {

class FacetLabels final {
public:
    // The value of the index, with the count 0.
    const FacetCount &of(const FacetIndex &index, quint32 value);
    QString country(const QString &code);

private:
    QHash<quint32, FacetCount> m_byValue; // of facets whose names never change; a value's id is always its own
    QHash<QString, QString> m_countries;
    FacetCount m_last;
};

} // namespace dateline
