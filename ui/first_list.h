// FirstList: tells when the window has become usable: its first list is answered, loaded and painted. Main thread only.
#pragma once

#include <QObject>

class QWidget;

namespace dateline {

class ArticleModel;
class QueryView;

class FirstList final : public QObject {
    Q_OBJECT
public:
    // All outlive it. `viewport` is where `articles` are painted.
    FirstList(const QueryView &query, const ArticleModel &articles, QWidget &viewport, QObject *parent = nullptr);

signals:
    void painted(); // once

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const QueryView &m_query;
    const ArticleModel &m_articles;
    QWidget &m_viewport;
};

} // namespace dateline
