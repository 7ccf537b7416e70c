#include "feed/xml_vocabulary.h"

namespace dateline {

namespace {

struct Name {
    QStringView name;
    Vocabulary vocabulary;
};

// Without scheme and final '/' or '#', in lower case. Some early feeds used example addresses of drafts.
constexpr Name namespaces[] = {
    {u"purl.org/rss/1.0", Vocabulary::Rss},
    {u"my.netscape.com/rdf/simple/0.9", Vocabulary::Rss},
    {u"channel.netscape.com/rdf/simple/0.9", Vocabulary::Rss},
    {u"my.netscape.com/publish/formats/rss-0.91.dtd", Vocabulary::Rss},
    {u"purl.org/net/rss1.1", Vocabulary::Rss},
    {u"backend.userland.com/rss", Vocabulary::Rss},
    {u"backend.userland.com/rss2", Vocabulary::Rss},
    {u"backend.userland.com/rss091", Vocabulary::Rss},
    {u"backend.userland.com/rss092", Vocabulary::Rss},
    {u"blogs.law.harvard.edu/tech/rss", Vocabulary::Rss},
    {u"www.rssboard.org/rss-specification", Vocabulary::Rss},
    {u"www.w3.org/2005/atom", Vocabulary::Atom},
    {u"purl.org/atom/ns", Vocabulary::Atom},
    {u"purl.org/atom", Vocabulary::Atom},
    {u"purl.org/echo", Vocabulary::Atom},
    {u"purl.org/pie", Vocabulary::Atom},
    {u"example.com/newformat", Vocabulary::Atom},
    {u"example.com/necho", Vocabulary::Atom},
    {u"www.w3.org/1999/02/22-rdf-syntax-ns", Vocabulary::Rdf},
    {u"purl.org/dc/elements/1.1", Vocabulary::Dublin},
    {u"purl.org/dc/elements/1.0", Vocabulary::Dublin},
    {u"purl.org/dc/terms", Vocabulary::Dublin},
    {u"purl.org/rss/1.0/modules/content", Vocabulary::Content},
    {u"search.yahoo.com/mrss", Vocabulary::Media},
    {u"tools.search.yahoo.com/mrss", Vocabulary::Media},
    {u"www.itunes.com/dtds/podcast-1.0.dtd", Vocabulary::Itunes},
    {u"example.com/dtds/podcast-1.0.dtd", Vocabulary::Itunes},
    {u"www.w3.org/1999/xhtml", Vocabulary::Xhtml},
};

constexpr Name prefixes[] = {
    {u"rdf", Vocabulary::Rdf}, {u"rss", Vocabulary::Rss}, {u"atom", Vocabulary::Atom}, {u"a10", Vocabulary::Atom},
    {u"dc", Vocabulary::Dublin}, {u"dcterms", Vocabulary::Dublin}, {u"content", Vocabulary::Content},
    {u"media", Vocabulary::Media}, {u"itunes", Vocabulary::Itunes}, {u"xhtml", Vocabulary::Xhtml},
};

} // namespace

Vocabulary vocabularyOfNamespace(QStringView name)
{
    name = name.trimmed();
    if (name.isEmpty())
        return Vocabulary::None;
    const qsizetype scheme = name.indexOf(u"://");
    if (scheme >= 0)
        name = name.sliced(scheme + 3);
    while (name.endsWith(u'/') || name.endsWith(u'#'))
        name.chop(1);
    for (const Name &known : namespaces) {
        if (name.compare(known.name, Qt::CaseInsensitive) == 0)
            return known.vocabulary;
    }
    return Vocabulary::Other;
}

Vocabulary vocabularyOfPrefix(QStringView prefix)
{
    for (const Name &known : prefixes) {
        if (prefix.compare(known.name, Qt::CaseInsensitive) == 0)
            return known.vocabulary;
    }
    return Vocabulary::Other;
}

} // namespace dateline
