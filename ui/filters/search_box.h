// SearchBox: words and the query's text form in one line. Edits the window's one query and shows it: typed text is applied after a
// short pause, the word that is being typed as a beginning, by Return or a blank as a whole word. A query changed elsewhere is written
// out. Text that is no query is underlined at the character at fault with the reason below, and the last good query stays. Main thread
// only.
#pragma once

#include "base/query.h"
#include "items/query_completions.h"

#include <QLineEdit>
#include <QPointer>
#include <QTimer>

class QLabel;

namespace dateline {

class CompletionPopup;
class QueryView;
class Theme;

class SearchBox final : public QLineEdit {
    Q_OBJECT
public:
    // Both must outlive the box.
    SearchBox(const Theme &theme, QueryView &view, QWidget *parent = nullptr);
    ~SearchBox() override;

    bool hasError() const { return m_error.has_value(); }
    QString errorText() const;      // what stands below, or empty
    qint64 errorPosition() const;   // of the character at fault, or -1
    // Reads the text now; false where it is no query.
    bool applyNow();

signals:
    void left(); // by Escape: the keys are meant for the list again

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void textTyped();
    void applyTyped();
    bool says(const Query &query) const;
    void showQuery(const Query &query);
    void setError(const std::optional<Error> &error);
    void underline();
    void placeFloating();
    void offerCompletions(bool isAsked);
    void complete(const QueryCompletion &completion);
    bool handlePopupKey(int key);
    std::optional<QueryCompletion> wantedCompletion() const;
    void writeQuery(const Query &query);
    void escape();
    void styleMessage();

    const Theme &m_theme;
    QueryView &m_view;
    QTimer m_pause;          // before typed text is applied
    QTimer m_errorPause;     // before half-typed text is called wrong
    std::optional<Error> m_error;
    QueryCompletions m_completions;
    QPointer<QLabel> m_message;          // both float below, as children of the window
    QPointer<CompletionPopup> m_popup;
    bool m_isWriting = false; // the text is being set from the query
};

} // namespace dateline
