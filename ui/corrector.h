// Corrector: what the reader can put right, as entries of menus and as sheets, and how the library is told. Main thread only.
#pragma once

#include "library/library.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPointer>

class QMenu;

namespace dateline {

class CorrectionsDialog;

class Corrector final : public QObject {
    Q_OBJECT
public:
    // All outlive it; sheets open over `window`.
    Corrector(Library &library, const Theme &theme, QWidget &window);

    // What can be said of a person, organisation or place; and of a country or topic where it is one of `article`'s.
    void addTo(QMenu &menu, const QueryTerm &term, const StoredArticle *article);
    // A country or a topic that the article lacks.
    void addMissingTo(QMenu &menu, const StoredArticle &article);
    void showCorrections();
    void undo(CorrectionId id);

signals:
    // Already shown; `id` takes it back.
    void corrected(const QString &sentence, dateline::CorrectionId id);
    void undone(dateline::CorrectionId id);
    void undoFailed(dateline::CorrectionId id); // it still holds
    void failed(const dateline::Error &error);

private:
    void addEntityTo(QMenu &menu, const EntityName &entity);
    void addAction(QMenu &menu, const QString &text, const Correction &correction);
    void addUndoTo(QMenu &menu, const QueryTerm &term, const StoredArticle &article);
    void correct(const Correction &correction);
    void askWhatItIs(const EntityName &entity);
    void askForCountry(ArticleId article, const QString &title);
    void loadCorrections();
    void loadTitles(const QList<Correction> &corrections);

    Library &m_library;
    const Theme &m_theme;
    QWidget &m_window;
    QPointer<CorrectionsDialog> m_list;
};

} // namespace dateline
