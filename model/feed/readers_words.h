// How pages in many languages call what readers say below an article.
#pragma once

#include <QStringView>

namespace dateline {

// Whether a class or id, in lower case, calls an element the readers' comments: "kommentare", "comment-list", "komentari_lista".
bool namesComments(QStringView name);

// Whether a heading stands above readers' comments: "3 Kommentare", "Коментари (12)", "コメント 3件", "Leave a comment". "Kommentar" alone is
// none: that is what newspapers call an opinion.
bool isCommentsHeading(QStringView heading);

} // namespace dateline
