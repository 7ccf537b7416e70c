// CatalogueDialog: newspapers of the world on a map and in a list, to be ticked and subscribed to. The list alone will do: the map needs a pointer.
#pragma once

#include "base/discovery.h"
#include "ui/dialogs/sheet.h"

#include <QSet>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace dateline {

class WorldMap;

class CatalogueDialog final : public Sheet {
    Q_OBJECT
public:
    CatalogueDialog(const Theme &theme, QWidget *parent);

    // All there is to choose from, and the addresses (addressKey) that are subscribed to already.
    void setFeeds(const QList<CatalogueFeed> &feeds, const QSet<QString> &subscribed);
    // Shows the newspapers of these countries only; of all where there are none.
    void chooseCountries(const QSet<QString> &codes);
    const QSet<QString> &countries() const { return m_countries; }

    void accept() override;

signals:
    void subscriptionWanted(const QList<dateline::Source> &feeds);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addControls();
    void fillCountries();
    void fillLanguages();
    void addRow(const CatalogueFeed &feed, bool isKnown);
    bool isListed(const CatalogueFeed &feed) const;
    void pickOnMap(const QString &code, bool withShift);
    void pickInBox();
    void refreshList();
    void refreshButton();
    void tickListed();
    QList<QTreeWidgetItem *> listed() const;

    QList<CatalogueFeed> m_feeds; // by row
    QSet<QString> m_countries;    // that are listed; empty: all
    WorldMap *m_map;
    QLineEdit *m_search;
    QComboBox *m_country;
    QComboBox *m_language;
    QTreeWidget *m_list;
    QLabel *m_count;
    QCheckBox *m_byCountry;
    QPushButton *m_all;
    QPushButton *m_doIt = nullptr;
};

} // namespace dateline
