#include "base/request_record.h"

#include <QCoreApplication>
#include <QStringList>

namespace dateline {

QString causeName(RequestCause cause)
{
    switch (cause) {
    case RequestCause::Refresh: return QCoreApplication::translate("Requests", "Refresh");
    case RequestCause::Subscription: return QCoreApplication::translate("Requests", "Subscription");
    case RequestCause::Page: return QCoreApplication::translate("Requests", "Page");
    case RequestCause::FullText: return QCoreApplication::translate("Requests", "Full text");
    case RequestCause::Image: return QCoreApplication::translate("Requests", "Image");
    }
    return {};
}

QString toText(const RequestRecord &record)
{
    QStringList fields = {record.at.toString(Qt::ISODateWithMs), causeName(record.cause),
                          record.status > 0 ? QString::number(record.status) : QStringLiteral("-"), QString::number(record.bytes),
                          QString::number(record.milliseconds), record.address};
    if (!record.error.isEmpty())
        fields += record.error.simplified();
    return fields.join(u'\t');
}

} // namespace dateline
