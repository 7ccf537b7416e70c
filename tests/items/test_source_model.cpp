#include "asked_answers.h"
#include "base/folding.h"
#include "items/source_model.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace dateline;

namespace {

Source source(quint32 id, const QString &title, const QStringList &folder = {}, int unread = 0)
{
    Source made;
    made.id = SourceId{id};
    made.title = title;
    made.url = u"https://s%1.example/feed"_qs.arg(id);
    made.folder = folder;
    made.unread = unread;
    return made;
}

AnswerSource threeRows()
{
    return [](const Query &, const AnswerOptions &) {
        Answer answer;
        answer.rows = articleIds({1, 2, 3});
        return readyResult<Answer>(answer);
    };
}

// The tree as lines, indented by depth.
QStringList lines(const SourceModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        all += QString(depth, u' ') + index.data().toString();
        all += lines(model, index, depth + 1);
    }
    return all;
}

} // namespace

class TestSourceModel : public QObject {
    Q_OBJECT
private slots:
    void showsFoldersBeforeSourcesBesideThem()
    {
        SourceModel model(threeRows());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSources({source(1, u"Alpha"_qs), source(2, u"Beta"_qs, {u"World"_qs, u"East"_qs}, 5), source(3, u"Gamma"_qs, {u"World"_qs}, 2)});
        model.setSavedFilters({SavedFilter{SavedFilterId{1}, u"Balkans"_qs, u"country:RS"_qs}});
        QCOMPARE(lines(model), (QStringList{u"All articles"_qs, u"Today"_qs, u"Unread"_qs, u"Bookmarks"_qs, u"Saved filters"_qs, u" Balkans"_qs,
                                            u"Sources"_qs, u" World"_qs, u"  East"_qs, u"   Beta"_qs, u"  Gamma"_qs, u" Alpha"_qs}));
        const QModelIndex world = model.index(0, 0, model.sourcesSection());
        QCOMPARE(world.data(SourceModel::CountRole).toInt(), 7);
        QCOMPARE(world.data(SourceModel::SourceIdsRole).value<QList<SourceId>>(), (QList<SourceId>{{2}, {3}}));
        QCOMPARE(model.queryAt(world).toText(), u"source:Beta OR source:Gamma"_qs);
    }

    void countsSmartViewsAndSavedFiltersWhenAsked()
    {
        QStringList asked;
        SourceModel model([&asked](const Query &query, const AnswerOptions &options) {
            asked += query.toText();
            Answer answer;
            answer.rows = articleIds({1, 2, 3});
            if (options.withFacets)
                answer.rows.clear(); // nothing but the rows is needed
            return readyResult<Answer>(answer);
        });
        model.setSources({source(1, u"Alpha"_qs, {}, 4), source(2, u"Beta"_qs, {}, 5)});
        model.setSavedFilters({SavedFilter{SavedFilterId{1}, u"Balkans"_qs, u"country:RS"_qs}});
        const auto countOf = [&model](SourceModel::Kind kind) {
            for (const QModelIndex &parent : {QModelIndex(), model.index(4, 0)}) {
                for (int row = 0; row < model.rowCount(parent); ++row) {
                    const QModelIndex index = model.index(row, 0, parent);
                    if (index.data(SourceModel::KindRole).value<SourceModel::Kind>() == kind)
                        return index.data(SourceModel::CountRole).toInt();
                }
            }
            return -2;
        };
        QCOMPARE(countOf(SourceModel::Kind::Today), -1); // not known yet
        QTRY_COMPARE(countOf(SourceModel::Kind::Today), 3);
        QCOMPARE(countOf(SourceModel::Kind::Bookmarks), 3);
        QCOMPARE(countOf(SourceModel::Kind::SavedFilter), 3);
        QCOMPARE(countOf(SourceModel::Kind::Unread), 9);
        QCOMPARE(asked, (QStringList{u"date:today is:unread"_qs, u"is:bookmarked"_qs, u"country:RS is:unread"_qs}));
    }

    void aFilterThatCannotBeReadSaysWhy()
    {
        SourceModel model(threeRows());
        model.setSavedFilters({SavedFilter{SavedFilterId{1}, u"Old"_qs, u"topic:nonsense"_qs}});
        const QModelIndex filter = model.index(0, 0, model.index(4, 0));
        QVERIFY(!filter.data(SourceModel::ErrorRole).toString().isEmpty());
        QVERIFY(!filter.data(SourceModel::QueryRole).isValid());
    }

    void findsTheRowOfAQuery()
    {
        SourceModel model(threeRows());
        model.setSources({source(1, u"Alpha"_qs)});
        QCOMPARE(model.indexOf(Query::parse(u"source:Alpha"_qs).value()).data().toString(), u"Alpha"_qs);
        QCOMPARE(model.indexOf(Query::parse(u"is:unread"_qs).value()).data().toString(), u"Unread"_qs);
        QCOMPARE(model.indexOf(Query()).data().toString(), u"All articles"_qs);
        QVERIFY(!model.indexOf(Query::parse(u"elsewhere"_qs).value()).isValid());
    }

    void newCountsKeepIndexes()
    {
        SourceModel model(threeRows());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSources({source(1, u"Alpha"_qs, {u"World"_qs}, 1), source(2, u"Beta"_qs)});
        const QPersistentModelIndex beta = model.index(1, 0, model.sourcesSection());
        QSignalSpy inserted(&model, &SourceModel::rowsInserted);
        QSignalSpy removed(&model, &SourceModel::rowsRemoved);
        model.setSources({source(1, u"Alpha"_qs, {u"World"_qs}, 2), source(2, u"Beta 2"_qs)});
        QCOMPARE(inserted.count() + removed.count(), 0);
        QCOMPARE(beta.data().toString(), u"Beta 2"_qs);
    }

    void randomTreesNeedNoReset()
    {
        SourceModel model(threeRows());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&model, &SourceModel::modelReset);
        QRandomGenerator random(6);
        const QList<QStringList> folders = {{}, {u"A"_qs}, {u"A"_qs, u"B"_qs}, {u"C"_qs}};
        for (int round = 0; round < 200; ++round) {
            QList<Source> sources;
            for (quint32 id = 1; id <= 8; ++id) {
                if (random.bounded(3))
                    sources.insert(random.bounded(int(sources.size()) + 1), source(id, u"S%1"_qs.arg(id), folders.at(random.bounded(4)), random.bounded(9)));
            }
            model.setSources(sources);
            SourceModel fresh(threeRows());
            fresh.setSources(sources);
            QCOMPARE(lines(model), lines(fresh));
        }
        QCOMPARE(reset.count(), 0);
    }

    void aSourceIsToldByItsTitleOrElseItsAddress()
    {
        const QList<Source> all = {source(1, u"BBC"_qs), source(2, u"BBC World"_qs), source(3, QString())};
        const QList<QueryTerm> terms = sourceTerms(all);
        QCOMPARE(terms.size(), 3);
        QCOMPARE(terms.at(0).value, u"https://s1.example/feed"_qs);
        QCOMPARE(terms.at(1).value, u"BBC World"_qs);
        QCOMPARE(terms.at(2).value, u"https://s3.example/feed"_qs);
        QVERIFY(sourceTerms({}).isEmpty());
    }

    // Beside the plain way: each name looked for in each other one.
    void sourcesAreToldApartAsByLookingThroughAllNames()
    {
        QRandomGenerator random(8);
        const QStringList words = {u"bbc"_qs, u"World"_qs, u"news"_qs, u"Čas"_qs, u"a"_qs, QString()};
        QList<Source> all;
        for (quint32 id = 1; id <= 300; ++id) {
            all += source(id, u"%1 %2 %3"_qs.arg(words.at(random.bounded(6)), words.at(random.bounded(6))).arg(random.bounded(40)).simplified());
            all.last().url = u"https://%1.example/%2"_qs.arg(words.at(random.bounded(5)).toLower()).arg(random.bounded(60));
        }
        const auto isTelling = [&all](const Source &own, const QString &name) {
            return !folded(name).isEmpty() && std::none_of(all.begin(), all.end(), [&](const Source &other) {
                return other.id != own.id && (folded(other.title).contains(folded(name)) || folded(other.url).contains(folded(name)));
            });
        };
        const QList<QueryTerm> terms = sourceTerms(all);
        for (qsizetype i = 0; i < all.size(); ++i) {
            const bool useAddress = !isTelling(all.at(i), all.at(i).title) && isTelling(all.at(i), all.at(i).url);
            QCOMPARE(terms.at(i).value, useAddress ? all.at(i).url : all.at(i).title);
        }
    }

    void aRenamedSourceIsToldByItsNewName()
    {
        SourceModel model(threeRows());
        model.setSources({source(1, u"Alpha"_qs)});
        model.setSources({source(1, u"Beta"_qs)});
        QCOMPARE(model.queryAt(model.index(0, 0, model.sourcesSection())).toText(), u"source:Beta"_qs);
    }
};

QTEST_GUILESS_MAIN(TestSourceModel)
#include "test_source_model.moc"
