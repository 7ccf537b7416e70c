// RequestRecord: one request as the log of requests shows it.
#pragma once

#include <QDateTime>
#include <QString>

namespace dateline {

// Why something was asked for.
enum class RequestCause : quint8 { Refresh, Subscription, Page, FullText, Image };
inline bool isForFeed(RequestCause cause) { return cause == RequestCause::Refresh || cause == RequestCause::Subscription; }

struct RequestRecord {
    QDateTime at;          // UTC, when it was sent
    RequestCause cause = RequestCause::Page;
    QString address;       // without user, password, query and fragment, where secrets may be
    int status = 0;        // HTTP; 0 where there was no answer
    qint64 bytes = 0;      // of the body, unpacked
    int milliseconds = 0;  // from the connection's beginning to the end of the answer
    QString error;         // for people; empty where the answer was of use

    bool operator==(const RequestRecord &) const = default;
};

// A line for the clipboard: time, cause, status, bytes, milliseconds and address, separated by tabs, and the error where there is one.
QString toText(const RequestRecord &record);
// "Refresh", "Full text" …, translated.
QString causeName(RequestCause cause);

} // namespace dateline
