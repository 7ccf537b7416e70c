// JsonLine: writes one JSON object on one line, keys in the order written (which QJsonObject would sort).
#pragma once

#include <QByteArray>
#include <QStringList>

namespace dateline {

class JsonLine final {
public:
    void beginObject();
    void endObject();
    void beginArray();
    void endArray();
    void key(const char *name); // of our own, so never escaped

    void text(QStringView value);
    void number(qint64 value);
    void fraction(double value); // four places at most
    void truth(bool value);
    void null();
    void texts(const QStringList &values);

    // The line with its end; the writer is empty afterwards.
    QByteArray take();

private:
    void separate();

    QByteArray m_bytes;
    bool m_needsComma = false;
};

} // namespace dateline
