// ReaderMarks: marks articles for the window and takes the reader's own markings back. An article that became read by being shown is
// marked too, but Undo passes over that: it takes back what the reader did, and leaves read what was read since. Corrections have their
// place among the markings, so that Undo takes back whatever came last; how they are taken back is another's affair. Main thread only.
#pragma once

#include "library/library.h"

#include <QObject>

#include <functional>

namespace dateline {

Marking readMarking(bool read);
Marking bookmarkMarking(bool bookmarked);

class ReaderMarks final : public QObject {
    Q_OBJECT
public:
    // `library` outlives it.
    explicit ReaderMarks(Library &library, QObject *parent = nullptr);

    void mark(const QList<ArticleId> &ids, const Marking &marking);
    // By being shown, not by the reader.
    void markShown(ArticleId id);
    // All of these; announced with their number.
    void markAllRead(const QList<ArticleId> &ids);
    // What the reader has corrected (or could not take back just now), and that it was taken back in another way.
    void noteCorrection(CorrectionId id);
    void forgetCorrection(CorrectionId id);
    void undo();
    bool canUndo() const;

signals:
    void allMarkedRead(int count);
    void undone(int count);
    void correctionUndoWanted(dateline::CorrectionId id);
    void failed(const dateline::Error &error);

private:
    struct Step {
        bool isReaders = false;
        QList<ArticleId> ids;
        CorrectionId correction; // valid: this one, and no marking
    };
    using Answered = std::function<void(const QList<ArticleId> &changed)>;

    void run(const QList<ArticleId> &ids, const Marking &marking, bool isReaders, const Answered &answered);
    void undoNext(const QList<ArticleId> &shown);

    Library &m_library;
    QList<Step> m_steps; // beside the library's undo stack, step by step; corrections are not on that
};

} // namespace dateline
