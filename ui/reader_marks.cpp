#include "ui/reader_marks.h"

#include "library/when_answered.h"

#include <algorithm>

namespace dateline {

Marking readMarking(bool read)
{
    Marking marking;
    marking.read = read;
    return marking;
}

Marking bookmarkMarking(bool bookmarked)
{
    Marking marking;
    marking.bookmarked = bookmarked;
    return marking;
}

ReaderMarks::ReaderMarks(Library &library, QObject *parent)
    : QObject(parent)
    , m_library(library)
{
}

void ReaderMarks::run(const QList<ArticleId> &ids, const Marking &marking, bool isReaders, const Answered &answered)
{
    if (ids.isEmpty())
        return;
    whenAnswered(m_library.mark(ids, marking), this, [this, isReaders, answered](const Result<QList<ArticleId>> &changed) {
        if (!changed) {
            emit failed(changed.error());
            return;
        }
        if (!changed->isEmpty())
            m_steps.append({isReaders, *changed, {}});
        if (answered)
            answered(*changed);
    });
}

void ReaderMarks::mark(const QList<ArticleId> &ids, const Marking &marking)
{
    run(ids, marking, true, {});
}

void ReaderMarks::markShown(ArticleId id)
{
    run({id}, readMarking(true), false, {});
}

void ReaderMarks::markAllRead(const QList<ArticleId> &ids)
{
    run(ids, readMarking(true), true, [this](const QList<ArticleId> &changed) { emit allMarkedRead(static_cast<int>(changed.size())); });
}

void ReaderMarks::noteCorrection(CorrectionId id)
{
    forgetCorrection(id);
    m_steps.append({true, {}, id});
}

void ReaderMarks::forgetCorrection(CorrectionId id)
{
    m_steps.removeIf([id](const Step &step) { return step.correction == id; });
}

bool ReaderMarks::canUndo() const
{
    return std::any_of(m_steps.begin(), m_steps.end(), [](const Step &step) { return step.isReaders; });
}

void ReaderMarks::undo()
{
    if (canUndo())
        undoNext({});
}

// Takes the steps off one by one down to the reader's last one; then marks again what was shown since.
void ReaderMarks::undoNext(const QList<ArticleId> &shown)
{
    const Step step = m_steps.takeLast();
    if (step.correction.isValid()) {
        emit correctionUndoWanted(step.correction);
        run(shown, readMarking(true), false, {});
        return;
    }
    whenAnswered(m_library.undoMark(), this, [this, step, shown](const Result<QList<ArticleId>> &changed) {
        if (!changed) {
            m_steps.append(step);
            emit failed(changed.error());
            return;
        }
        if (!step.isReaders && canUndo()) {
            undoNext(shown + step.ids);
            return;
        }
        emit undone(static_cast<int>(changed->size()));
        run(shown, readMarking(true), false, {});
    });
}

} // namespace dateline
