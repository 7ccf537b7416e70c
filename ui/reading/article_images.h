// ArticleImages: the images of the article that is shown: which of them are there, how large they are, and their pixels. It asks for bytes
// by a signal and decodes them on a thread of its own; it loads nothing itself. Only the present article's are held, and of those no more
// pixels than a bound: what hasn't been drawn for long goes, and is asked for again when it is drawn. Main thread.
#pragma once

#include "base/result.h"

#include <QHash>
#include <QImage>
#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace dateline {

// An image as the article gives it.
struct ArticleImage {
    QString address;      // http, https, or a small data:; else empty
    QString description;
    QString link;         // where a click leads
    QSize declared;       // by the article, in CSS pixels; 0: not told
    bool isLead = false;  // of an article whose text has none: nothing stands for it while it isn't loaded

    bool operator==(const ArticleImage &) const = default;
};

class ArticleImages final : public QObject {
    Q_OBJECT
public:
    enum class State : quint8 {
        Absent, // not on this machine, or not known yet, and not asked for
        Asked,
        Loaded,
        Failed,
        Hidden, // it has a pixel or two: it only counted readers
    };

    explicit ArticleImages(QObject *parent = nullptr);
    ~ArticleImages() override;

    // Another article, or the same one written anew, which keeps what it has. With `areShown` its images are loaded, else only what lies on
    // this machine's disk.
    void begin(bool areShown, bool isSameArticle);
    int add(const ArticleImage &image);
    int count() const { return static_cast<int>(m_entries.size()); }
    bool areShown() const { return m_areShown; }

    const ArticleImage &image(int index) const { return m_entries.at(index).image; }
    State state(int index) const { return m_entries.at(index).state; }
    QString problem(int index) const { return m_entries.at(index).problem; } // for people; of a failed one
    // In a column of that width, in device-independent pixels; empty where nothing is known of its size.
    QSizeF shownSize(int index, qreal available) const;
    // Meant to stand among words, as an emoji does.
    bool isWordSized(int index) const;
    // To be drawn, perhaps null for now; then changed() follows. `width` in pixels of the screen.
    QImage pixels(int index, int width);
    // Of those that may be shown, how many aren't there.
    int missing() const;
    qint64 bytesHeld() const { return m_bytesHeld; }

    // The reader asks for this one.
    void show(int index);
    // What was wanted; others drop it. NotFound is no failure where nobody asked for more than the disk.
    void take(const QString &address, const Result<QByteArray> &bytes);
    // How wide an image can be, in pixels of the screen, and how many of them make one of CSS's.
    void setWidest(int pixels, qreal ratio);

signals:
    void wanted(const QString &address, bool mayFetch);
    void resized(int index); // to be laid out again
    void changed(int index); // to be painted again
    void missingChanged();   // the disk has answered for all

private:
    struct Entry {
        ArticleImage image;
        State state = State::Absent;
        QSize size;        // of the file
        QImage pixels;
        QString problem;
        quint64 drawn = 0; // when, in drawings
        bool isBeingDecoded = false;
    };

    void ask(int index, bool mayFetch);
    void decode(int index, const QByteArray &bytes);
    void takeDecoded(quint64 article, int index, const QSize &size, const QImage &pixels, const QString &problem);
    void letGo();

    QList<Entry> m_entries;
    QHash<QString, QList<int>> m_byAddress;
    QHash<QString, Entry> m_before; // of the same article, while it is written anew
    QSet<QString> m_lookedUp;       // on the disk, and not answered for
    QThreadPool m_thread;           // one: a bomb is alone
    quint64 m_article = 0;
    quint64 m_drawings = 0;
    qint64 m_bytesHeld = 0;
    bool m_areShown = false;
    int m_widest = 1000;
    qreal m_ratio = 1;
};

} // namespace dateline
