// FacetIndexGate: the facet index, for many readers at once or for the one writer.
//
// The index is of a generation: the number of the last change that is in it, as the database's `profile.generation`. A reader
// that has also read the database asks for the generation it saw there, so that rows and counts are of one instant.
//
// At first there is no index: readers wait for it. Where it can't be had, all fail with the reason (they throw Failed).
#pragma once

#include "base/result.h"
#include "store/facet_index.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <optional>
#include <shared_mutex>

namespace dateline {

class FacetIndexGate final {
public:
    // The index, unchanging while this lives: keep it short, the writer waits meanwhile.
    class Reading final {
    public:
        const FacetIndex &index() const { return *m_index; }
        quint64 generation() const { return m_generation; }

    private:
        friend class FacetIndexGate;
        std::shared_lock<std::shared_mutex> m_lock;
        const FacetIndex *m_index = nullptr;
        quint64 m_generation = 0;
    };

    Reading read() const;
    // Waits for that generation, which is at most a moment away when the caller saw it committed. Nothing where the index
    // has gone past it already: then look at the database anew.
    std::optional<Reading> readAt(quint64 generation) const;
    // Waits until there is an index. Before a snapshot of the database is taken, so that it isn't held for long.
    void await() const { read(); }

    // For the writer's thread alone, which needs no lock to look.
    bool hasIndex() const { return m_index != nullptr; }
    const FacetIndex &own() const;
    void apply(const IndexChange &change, quint64 generation);
    void replace(std::unique_ptr<FacetIndex> index, quint64 generation);
    // There is none until the next replace().
    void forget(quint64 generation);
    // There won't be any before the next replace().
    void fail(const Error &error);
    // Where there is none for a reason that may be gone by now (a disk that was full), readers wait again, and somebody has to bring it in.
    // False where nobody has to.
    bool tryAgain();
    // For the writer: whether it is worth while to bring the index in.
    bool isWanted() const;
    quint64 generation() const { return m_generation.load(); }

private:
    Reading reading(std::shared_lock<std::shared_mutex> lock) const;
    std::shared_lock<std::shared_mutex> lockedWithIndex() const;
    bool isFinal() const { return m_failure && (m_failure->kind == ErrorKind::Corrupt || m_failure->kind == ErrorKind::Cancelled); }

    mutable std::shared_mutex m_mutex;
    mutable std::condition_variable_any m_applied;
    std::unique_ptr<FacetIndex> m_index;
    std::optional<Error> m_failure;
    std::atomic<quint64> m_generation = 0;
    std::atomic_bool m_hasFailed = false; // whether there is a failure, to be looked at without the lock
};

} // namespace dateline
