#include "feed/xml_field.h"

#include "text/charset.h"
#include "text/plain_text.h"

#include <QCoreApplication>

namespace dateline {

namespace {

constexpr qsizetype longestField = 4 << 20; // UTF-16 units: 8 MiB

bool isVoidElement(const QString &name)
{
    static constexpr QStringView names[] = {u"br", u"img", u"hr", u"wbr", u"col", u"input", u"link", u"meta", u"source", u"area"};
    for (const QStringView candidate : names) {
        if (name == candidate)
            return true;
    }
    return false;
}

QString startTag(const XmlReader &reader, const QUrl &fieldBase)
{
    QString tag = u'<' + reader.name();
    const bool isRebased = reader.base() != fieldBase;
    for (const XmlAttribute &attribute : reader.rawAttributes()) {
        const QStringView local = attribute.name.sliced(attribute.name.lastIndexOf(u':') + 1);
        QString value = reader.attributeValue(attribute);
        if (isRebased && (local == u"href" || local == u"src"))
            value = reader.base().resolved(QUrl(value.trimmed())).toString(QUrl::FullyEncoded);
        tag += u' ' + local.toString() + QStringLiteral("=\"") + value.toHtmlEscaped() + u'"';
    }
    return tag + u'>';
}

} // namespace

XmlField readField(XmlReader &reader, FieldText text)
{
    XmlField field{{}, false, reader.base(), reader.language()};
    const qsizetype outside = reader.depth() - 1;
    bool isTooLong = false;
    const auto append = [&](const QString &piece) {
        isTooLong = isTooLong || field.value.size() + piece.size() > longestField;
        field.value += QStringView(piece).left(longestField - field.value.size());
    };
    for (auto token = reader.next(); token != XmlReader::Token::Finished && reader.depth() > outside; token = reader.next()) {
        if (token == XmlReader::Token::Start) {
            if (!field.isMarkup && text == FieldText::PlainText)
                field.value = field.value.toHtmlEscaped();
            field.isMarkup = true;
            append(startTag(reader, field.base));
        } else if (token == XmlReader::Token::Text) {
            append(field.isMarkup && text == FieldText::PlainText ? reader.text().toHtmlEscaped() : reader.text());
        } else if (!isVoidElement(reader.name())) {
            append(QStringLiteral("</") + reader.name() + u'>');
        }
    }
    if (const auto mended = withoutDoubleEncoding(field.value)) {
        reader.addFault(FeedFault::DoubleEncoding, field.value);
        field.value = *mended;
    }
    if (isTooLong)
        reader.addProblem(QCoreApplication::translate("Feed", "a text is longer than %1 characters; the rest was dropped")
                              .arg(longestField));
    return field;
}

QString readLine(XmlReader &reader)
{
    const XmlField field = readField(reader);
    return field.isMarkup ? plainTitle(field.value) : simplified(field.value);
}

} // namespace dateline
