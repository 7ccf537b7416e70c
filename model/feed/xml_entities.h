// Character and entity references in XML text: numeric, the five of XML, those of XHTML, and those that the document declares.
#pragma once

#include <QHash>
#include <QString>

namespace dateline {

// Expansion is bounded over the whole document, so that entities made of entities ("billion laughs") come to nothing.
// External entities are never read: they expand to nothing.
class XmlEntities final {
public:
    // Takes the internal entities of a DOCTYPE's internal subset; those that came first hold.
    void declare(QStringView subset);
    // Appends `raw` with its references expanded and control characters as spaces. What is no reference stays as it is: "AT&T".
    void expand(QStringView raw, QString &into);
    // Appends text that holds no references, control characters as spaces.
    static void appendLiteral(QStringView raw, QString &into);
    // True once an expansion was cut short.
    bool isOverLimit() const { return m_isOverLimit; }
    // What was wrong in all the text that was expanded; the last name that was HTML's or nobody's, with '&' and ';'.
    int bareAmpersands() const { return m_bareAmpersands; }
    int undeclared() const { return m_undeclared; }
    int unknown() const { return m_unknown; }
    int faults() const { return m_bareAmpersands + m_undeclared + m_unknown; }
    const QString &lastName() const { return m_lastName; }

private:
    qsizetype expandReference(QStringView raw, QString &into, int depth);
    void expand(QStringView raw, QString &into, int depth);

    QString characterOf(const QString &reference);

    QHash<QString, QString> m_declared;
    QHash<QString, QString> m_lookedUp;
    qsizetype m_spent = 0; // UTF-16 units that declared entities have grown to so far
    QString m_lastName;
    int m_bareAmpersands = 0;
    int m_undeclared = 0;
    int m_unknown = 0;
    bool m_isOverLimit = false;
};

} // namespace dateline
