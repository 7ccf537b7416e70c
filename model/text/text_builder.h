// Plain text from a walk over markup: blocks apart by an empty line, lines by a newline, white space folded.
#pragma once

#include <QString>

namespace dateline {

class TextBuilder final {
public:
    // Text of an element; white space is folded unless `preformatted`.
    void add(QStringView text, bool preformatted);
    void endParagraph() { m_newlines = 2; }
    void endLine() { m_newlines = qMax(m_newlines, 1); }
    // A <br>: two of them make a paragraph.
    void breakLine();
    // Between the cells of a row.
    void endCell();

    QString take();

private:
    void flush();
    qsizetype addRun(QStringView text);
    void addPreformatted(QChar c);

    QString m_text;
    int m_newlines = 0;
    bool m_space = false;
    bool m_cell = false;
};

} // namespace dateline
