#include "store/profile_history.h"

#include "store/saved_filter_table.h"

#include <QRandomGenerator>

namespace dateline {

bool isOfDatabase(const QString &setting)
{
    return setting == HistorySetting || setting == MergingSetting;
}

QString historyOf(Connection &connection)
{
    return SettingTable(connection).value(HistorySetting);
}

void ensureHistory(Connection &connection)
{
    if (historyOf(connection).isEmpty())
        beginHistory(connection);
}

void beginHistory(Connection &connection)
{
    SettingTable(connection).set(HistorySetting, QString::number(QRandomGenerator::system()->generate64(), 16));
}

} // namespace dateline
