// What the analysis found: put right by the reader, and found anew.
#include "ui/main_window.h"

#include "library/when_answered.h"
#include "ui/corrector.h"
#include "ui/notice_bar.h"
#include "ui/panes.h"

#include <QMenu>

namespace dateline {

void MainWindow::connectCorrections()
{
    ReadingView &reading = m_panes->reading();
    connect(&reading, &ReadingView::targetMenuOpening, this, [this, &reading](QMenu *menu, const QueryTerm &term) { m_corrector->addTo(*menu, term, &reading.article()); });
    connect(&reading, &ReadingView::pageMenuOpening, this, [this, &reading](QMenu *menu) {
        menu->addSeparator();
        m_corrector->addMissingTo(*menu, reading.article());
    });
    connect(&m_panes->facets(), &FacetPanel::menuOpening, this, [this](QMenu *menu, const QueryTerm &term) { m_corrector->addTo(*menu, term, nullptr); });
    connect(m_corrector, &Corrector::failed, this, &MainWindow::takeError);
    connect(m_corrector, &Corrector::corrected, this, [this](const QString &sentence, CorrectionId id) {
        m_notice->tell(sentence, tr("Undo"), [this, id] { m_corrector->undo(id); });
        m_marks.noteCorrection(id);
        refreshArticleActions();
    });
    connect(m_corrector, &Corrector::undone, this, [this](CorrectionId id) {
        m_marks.forgetCorrection(id);
        refreshArticleActions();
        m_notice->tell(tr("The correction was taken back"));
    });
    connect(m_corrector, &Corrector::undoFailed, this, [this](CorrectionId id) {
        m_marks.noteCorrection(id); // so that Undo can try once more
        refreshArticleActions();
    });
    connect(&m_marks, &ReaderMarks::correctionUndoWanted, m_corrector, &Corrector::undo);
    connect(&m_actions[Command::Corrections], &QAction::triggered, m_corrector, &Corrector::showCorrections);
    connect(&m_actions[Command::Reanalyse], &QAction::triggered, &m_errands, &Errands::reanalyse);
}

void MainWindow::offerReanalysis()
{
    whenAnswered(m_library.hasOldAnalyses(), this, [this](const Result<bool> &has) {
        if (has.value_or(false))
            m_notice->tell(tr("Dateline has learnt to read better since it looked at your articles"), tr("Analyse again"), [this] { m_errands.reanalyse(); });
    });
}

} // namespace dateline
