// A button at the end of a line that empties it, there only while there is something to empty. In our own icon: QLineEdit's looks
// through the desktop's icon themes first, which costs a start some milliseconds.
#pragma once

class QLineEdit;

namespace dateline {

class Theme;

// `theme` outlives the line.
void addClearButton(const Theme &theme, QLineEdit &line);

} // namespace dateline
