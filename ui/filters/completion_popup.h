// CompletionPopup: the list of completions below the search box. Never takes the focus: the box hands its keys on. Main thread only.
#pragma once

#include "items/query_completions.h"

#include <QListWidget>

namespace dateline {

class Theme;

class CompletionPopup final : public QListWidget {
    Q_OBJECT
public:
    explicit CompletionPopup(const Theme &theme, QWidget *parent = nullptr);

    void setCompletions(const QList<QueryCompletion> &completions);
    // The one marked; nothing while the reader hasn't gone into the list.
    std::optional<QueryCompletion> current() const;
    QueryCompletion first() const { return m_completions.value(0); }
    void step(int by); // round past the ends, over "none"

    QSize sizeHint() const override;

signals:
    void chosen(const dateline::QueryCompletion &completion);

private:
    const Theme &m_theme;
    QList<QueryCompletion> m_completions;
};

} // namespace dateline
