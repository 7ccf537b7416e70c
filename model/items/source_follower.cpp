#include "items/source_follower.h"

#include "items/source_model.h"
#include "library/library.h"
#include "library/when_answered.h"

#include <chrono>

namespace dateline {

SourceFollower::SourceFollower(Library &library, SourceModel &model, QObject *parent)
    : QObject(parent)
    , m_library(library)
    , m_model(model)
{
    m_loadLater.setSingleShot(true);
    m_loadLater.setInterval(std::chrono::milliseconds(330));
    connect(&m_loadLater, &QTimer::timeout, this, &SourceFollower::load);
    connect(&library, &Library::changed, this, [this](const LibraryChanges &changes) {
        if ((changes.articles() || changes.sources || changes.savedFilters) && !m_loadLater.isActive())
            m_loadLater.start();
    });
    load();
}

void SourceFollower::load()
{
    whenAnswered(m_library.sources(), this, [this](const Result<QList<Source>> &sources) {
        if (sources)
            m_model.setSources(*sources);
        else
            emit failed(sources.error());
    });
    whenAnswered(m_library.savedFilters(), this, [this](const Result<QList<SavedFilter>> &filters) {
        if (filters)
            m_model.setSavedFilters(*filters);
        else
            emit failed(filters.error());
    });
}

} // namespace dateline
