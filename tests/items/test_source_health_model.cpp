#include "items/query_labels.h"
#include "items/source_health_model.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace dateline;

using Shown = SourceHealthFilter::Shown;

class TestSourceHealthModel final : public QObject {
    Q_OBJECT
private:
    const QDateTime m_now{QDate(2026, 3, 4), QTime(12, 0), Qt::UTC};

    SourceHealth health(quint32 id, const QString &title, HealthState state = HealthState::Good) const
    {
        SourceHealth made;
        made.source.id = {id};
        made.source.title = title;
        made.source.url = QStringLiteral("https://%1.example.org/feed").arg(id);
        made.source.lastSuccess = m_now.addSecs(-300);
        made.state = state;
        made.articlesAWeek = id;
        made.summary = QStringLiteral("Summary.");
        return made;
    }

    static QStringList names(const QAbstractItemModel &model)
    {
        QStringList names;
        for (int row = 0; row < model.rowCount(); ++row)
            names += model.index(row, SourceHealthModel::Name).data().toString();
        return names;
    }

private slots:
    void rows_say_how_each_feed_is_doing()
    {
        SourceHealthModel model;
        QAbstractItemModelTester tester(&model);
        SourceHealth never = health(2, QString(), HealthState::New);
        never.source.lastSuccess = QDateTime();
        never.nextFetch = m_now.addSecs(600);
        model.setHealth({health(1, u"Gazette"_qs), never}, m_now);
        QCOMPARE(model.rowCount(), 2);
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(0, SourceHealthModel::Name), u"Gazette"_qs);
        QCOMPARE(text(0, SourceHealthModel::State), stateName(HealthState::Good));
        QCOMPARE(text(0, SourceHealthModel::LastSuccess), u"5 minutes ago"_qs);
        QVERIFY(model.index(0, SourceHealthModel::LastSuccess).data(Qt::ToolTipRole).toString().contains(u"2026"));
        QCOMPARE(text(1, SourceHealthModel::Name), never.source.url);
        QCOMPARE(text(1, SourceHealthModel::LastSuccess), u"never"_qs);
        QCOMPARE(text(1, SourceHealthModel::NextFetch), u"in 10 minutes"_qs);
        QCOMPARE(text(0, SourceHealthModel::NextFetch), u"when you ask"_qs);
        QCOMPARE(model.index(1, 0).data(SourceHealthModel::StateRole).value<HealthState>(), HealthState::New);
        QVERIFY(model.index(0, 0).data(Qt::AccessibleTextRole).toString().contains(stateName(HealthState::Good)));
        QCOMPARE(model.rowOf({2}), 1);
        QCOMPARE(model.rowOf({7}), -1);
    }

    void what_needs_care_stands_first_and_then_names_decide()
    {
        SourceHealthModel model;
        SourceHealthFilter filter(model);
        QAbstractItemModelTester tester(&filter);
        model.setHealth({health(1, u"B good"_qs), health(2, u"A good"_qs), health(3, u"Z gone"_qs, HealthState::Gone), health(4, u"Failing"_qs, HealthState::Failing),
                         health(5, u"Faltering"_qs, HealthState::Faltering), health(6, u"Stale"_qs, HealthState::Stale)},
                        m_now);
        QCOMPARE(names(filter), QStringList({u"Z gone"_qs, u"Failing"_qs, u"Faltering"_qs, u"Stale"_qs, u"A good"_qs, u"B good"_qs}));
        QCOMPARE(filter.index(0, SourceHealthModel::NextFetch).data().toString(), u"not any more"_qs);
        filter.sort(SourceHealthModel::ArticlesAWeek, Qt::DescendingOrder);
        QCOMPARE(names(filter).first(), u"Stale"_qs);
        filter.sort(SourceHealthModel::Name, Qt::AscendingOrder);
        QCOMPARE(names(filter).first(), u"A good"_qs);
    }

    void it_can_be_narrowed_by_kind_and_by_words()
    {
        SourceHealthModel model;
        SourceHealthFilter filter(model);
        QAbstractItemModelTester tester(&filter);
        SourceHealth failing = health(2, u"Le Témoin"_qs, HealthState::Failing);
        failing.source.lastError = u"The server did not answer."_qs;
        failing.source.folder = {u"Europe"_qs};
        model.setHealth({health(1, u"Gazette"_qs), failing, health(3, u"Silent"_qs, HealthState::Stale)}, m_now);
        QCOMPARE(filter.count(Shown::All), 3);
        QCOMPARE(filter.count(Shown::NeedCare), 1);
        QCOMPARE(filter.count(Shown::Stale), 1);
        filter.show(Shown::NeedCare);
        QCOMPARE(names(filter), QStringList(u"Le Témoin"_qs));
        filter.show(Shown::Stale);
        QCOMPARE(names(filter), QStringList(u"Silent"_qs));
        filter.show(Shown::All);
        for (const QString &words : {u"TEMOIN"_qs, u"europe answer"_qs, u"2.example.org"_qs}) {
            filter.setWords(words);
            QCOMPARE(names(filter), QStringList(u"Le Témoin"_qs));
        }
        filter.setWords(u"temoin gazette"_qs);
        QCOMPARE(filter.rowCount(), 0);
        filter.setWords(u"  "_qs);
        QCOMPARE(filter.rowCount(), 3);
    }

    void what_is_chosen_stays_chosen_when_everything_is_told_again()
    {
        SourceHealthModel model;
        SourceHealthFilter filter(model);
        QAbstractItemModelTester tester(&model), ofFilter(&filter);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged), reset(&model, &QAbstractItemModel::modelReset);
        model.setHealth({health(1, u"A"_qs), health(2, u"B"_qs), health(3, u"C"_qs)}, m_now);
        const QPersistentModelIndex chosen(filter.index(1, 0));
        model.setHealth({health(1, u"A"_qs), health(2, u"B"_qs), health(3, u"C"_qs)}, m_now);
        QCOMPARE(changed.size(), 0);
        model.setHealth({health(4, u"D"_qs), health(3, u"C"_qs), health(2, u"B"_qs, HealthState::Gone)}, m_now);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(chosen.data().toString(), u"B"_qs);
        QCOMPARE(chosen.row(), 0); // it needs care now
        QCOMPARE(names(filter), QStringList({u"B"_qs, u"C"_qs, u"D"_qs}));
        model.setHealth({}, m_now);
        QVERIFY(model.isEmpty() && !chosen.isValid());
    }

    void any_list_follows_any_other()
    {
        QRandomGenerator random(7);
        SourceHealthModel model;
        SourceHealthFilter filter(model);
        QAbstractItemModelTester tester(&model), ofFilter(&filter);
        for (int round = 0; round < 60; ++round) {
            QList<SourceHealth> all;
            QStringList wanted;
            for (quint32 id = 1; id <= 25; ++id) {
                if (random.bounded(3) == 0)
                    continue;
                const auto state = static_cast<HealthState>(random.bounded(7));
                all.insert(random.bounded(static_cast<int>(all.size()) + 1), health(id, QString::number(id), state));
                wanted.append(QString::number(id));
            }
            model.setHealth(all, m_now.addSecs(round * 60));
            QStringList have = names(filter);
            std::sort(have.begin(), have.end());
            std::sort(wanted.begin(), wanted.end());
            QCOMPARE(have, wanted);
            for (const SourceHealth &one : std::as_const(all))
                QCOMPARE(model.at(model.rowOf(one.source.id)), one);
            for (int row = 1; row < filter.rowCount(); ++row)
                QVERIFY(!(filter.index(row, 0).data(SourceHealthModel::StateRole).value<HealthState>() == HealthState::Gone
                          && filter.index(row - 1, 0).data(SourceHealthModel::StateRole).value<HealthState>() != HealthState::Gone));
        }
    }

    void a_refresh_of_everything_is_one_change()
    {
        QList<SourceHealth> all;
        for (quint32 id = 1; id <= 5'000; ++id)
            all += health(id, QString::number(id));
        SourceHealthModel model;
        SourceHealthFilter filter(model);
        model.setHealth(all, m_now);
        for (SourceHealth &one : all)
            one.source.lastSuccess = m_now;
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged), layout(&filter, &QAbstractItemModel::layoutChanged);
        model.setHealth(all, m_now);
        QCOMPARE(changed.size(), 1);
        QVERIFY(layout.size() <= 1);
    }

    void soon_is_said_in_words()
    {
        QCOMPARE(untilLabel({}, m_now), QString());
        QCOMPARE(untilLabel(m_now.addSecs(-100), m_now), u"now"_qs);
        QCOMPARE(untilLabel(m_now.addSecs(60), m_now), u"in a minute"_qs);
        QCOMPARE(untilLabel(m_now.addSecs(59 * 60), m_now), u"in 59 minutes"_qs);
        QCOMPARE(untilLabel(m_now.addSecs(60 * 60), m_now), u"in an hour"_qs);
        QCOMPARE(untilLabel(m_now.addSecs(3 * 3600), m_now), u"in 3 hours"_qs);
        QCOMPARE(untilLabel(m_now.addDays(1), m_now), u"tomorrow"_qs);
        QVERIFY(untilLabel(m_now.addDays(3), m_now).contains(u"2026"));
    }
};

QTEST_GUILESS_MAIN(TestSourceHealthModel)
#include "test_source_health_model.moc"
