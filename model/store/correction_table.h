// CorrectionTable: the tables `correction` and `found_entity`. Throws SQLite::Exception.
#pragma once

#include "base/correction.h"
#include "store/connection.h"

#include <vector>

namespace dateline {

class CorrectionTable final {
public:
    // How far a correction of an entity is with the articles that it is about. One that is being taken back holds no more.
    enum class Progress : quint8 { Applied = 0, Applying = 1, TakingBack = 2 };
    struct Unfinished {
        CorrectionId id;
        Progress progress = Progress::Applying;
    };

    explicit CorrectionTable(Connection &connection) : m_connection(connection) {}

    // Those that hold, in the order they were made.
    QList<Correction> all();
    QList<Correction> ofEntities();
    QList<Correction> ofArticle(quint32 article);
    std::optional<Correction> find(CorrectionId id); // where it holds
    std::optional<Correction> any(CorrectionId id);  // also where it is being taken back
    QList<Unfinished> unfinished();

    CorrectionId add(const Correction &correction, Progress progress);
    bool isBeingApplied(CorrectionId id);
    void setApplied(CorrectionId id); // but not one that is being taken back
    void setTakingBack(CorrectionId id);
    void remove(CorrectionId id);

    // An article in which the entity with this value was found, corrected or not.
    void addFound(quint32 value, quint32 article);
    std::vector<quint32> articlesWith(quint32 value);

private:
    Connection &m_connection;
};

} // namespace dateline
