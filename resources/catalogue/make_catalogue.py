#!/usr/bin/env python3
"""Makes feeds.tsv, the starter catalogue, from two lists of feeds by country (see README.md).

    make_catalogue.py active-feeds-auto-generated.json awesome_rss_feeds/countries/with_category > feeds.tsv

What is decided by knowledge of the newspapers, and not by a rule, stands in decisions.tsv. Prints what was dropped, and why, on
standard error.
"""
import collections
import html
import json
import pathlib
import re
import sys
from urllib.parse import urlsplit

HERE = pathlib.Path(__file__).parent
ISO_CODES = "/usr/share/iso-codes/json/iso_3166-1.json"  # Debian's iso-codes

# Hosts that publish feeds for others: a feed there may belong to any site.
FEED_SERVICES = ("feedburner.com", "feedblitz.com", "bbci.co.uk", "uecdn.es", "impresa.pt", "stheadline.com", "iol.io", "img.com.ua", "dj.com")
# They hand on what others publish, or make feeds out of others' pages.
PROXIES = ("wn.com", "allafrica.com", "news.google.com", "rsshub.app", "rss.app", "feed43.com", "fetchrss.com", "feedity.com",
           "politepol.com", "morss.it", "amazonaws.com", "hongkongnews.net")
OTHER_CODES = {"XKK": "XK"}
OTHER_NAMES = {"Hong Kong SAR China": "HK", "Myanmar (Burma)": "MM", "Iran": "IR", "Russia": "RU"}
# The comments on one article, one tag, one podcast: no newspaper.
FRAGMENT = re.compile(r"/(?:[^/-]+-){4,}[^/]*/(?:feed|rss)|/tag/|[?&]tag=|/podcast/|/\d+/feed")
SHARED_SECOND_LEVELS = {"ac", "co", "com", "edu", "gob", "gov", "net", "org", "gen", "or", "ne"}


def site_of(address):
    """The registrable part of an address's host, well enough for newspapers."""
    labels = urlsplit(address).netloc.lower().split(":")[0].split(".")
    keep = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SHARED_SECOND_LEVELS else 2
    return ".".join(labels[-keep:])


def key_of(address):
    return re.sub(r"^https?://(www\.)?", "", address.lower()).rstrip("/")


def without_markup(text):
    return " ".join(html.unescape(html.unescape(text or "")).split())


def codes():
    rows = json.load(open(ISO_CODES, encoding="utf-8"))["3166-1"]
    known = {row["alpha_3"]: row["alpha_2"] for row in rows} | OTHER_CODES
    for row in rows:
        for name in ("name", "common_name"):
            known[row.get(name)] = row["alpha_2"]
    return known | OTHER_NAMES


def entries(by_country, folder):
    known = codes()
    for code, rows in json.load(open(by_country, encoding="utf-8")).items():
        for row in rows:
            yield known.get(code), without_markup(row["publication_name"]), row["publication_rss_feed_uri"], row["publication_website_uri"] or ""
    for file in sorted(pathlib.Path(folder).glob("*.opml")):
        # They are no well-formed XML: ampersands stand as they are.
        for outline in re.findall(r"<outline\b[^>]*xmlUrl=[^>]*>", file.read_text(encoding="utf-8")):
            attribute = {name: without_markup(value) for name, value in re.findall(r'(\w+)="([^"]*)"', outline)}
            yield known.get(file.stem), attribute.get("title", ""), attribute["xmlUrl"], ""


def decisions():
    """By the beginning of a feed's address without scheme and "www."."""
    table = {}
    for line in (HERE / "decisions.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            fields = (line.split("\t") + [""] * 6)[:6]
            table[fields[0]] = dict(zip(("what", "country", "published", "language", "title"), fields[1:]))
    return table


def decision_on(table, key):
    """The most particular one: by the address and what it begins with, or by the site."""
    for length in range(len(key), 3, -1):
        if key[:length] in table and (length == len(key) or key[length] in "/?." or key[length - 1] == "/"):
            return table[key[:length]]
    return table.get("*." + site_of("https://" + key), {})


def default_languages():
    table = {}
    for line in (HERE / "languages.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, countries = line.split("\t")
            table |= dict.fromkeys(countries.split(), language)
    return table


def title_of(title, site):
    """Feeds call themselves "Paper | all the words that searchers use"."""
    short = re.split(r"\s+[|–—:]+\s+| - | :: ", title)[0].strip() if len(title) > 30 or " | " in title else title
    short = re.sub(r"^(https?://)?(www\.)?|/$", "", short).strip(" -:.")
    return short or site


def main(by_country, folder):
    table, languages = decisions(), default_languages()
    all_entries = list(entries(by_country, folder))
    secure = {urlsplit(feed).netloc for _, _, feed, _ in all_entries if feed.startswith("https:")}
    secure |= {"feeds.feedburner.com", "feeds2.feedburner.com"}
    seen, names, rows, dropped = set(), set(), [], collections.Counter()

    def drop(why, *what):
        dropped[why] += 1
        print(why, *what, sep="\t", file=sys.stderr)

    for country, title, feed, page in all_entries:
        parts = urlsplit(feed)
        if parts.scheme == "http" and parts.netloc in secure:
            feed = "https" + feed[4:]
        decided = decision_on(table, key_of(feed))
        country = decided.get("country") or country
        title = decided.get("title") or title_of(title, site_of(feed))
        is_elsewhere = page and site_of(page) != site_of(feed) and not feed_service(feed)
        name = (country, title.lower(), site_of(feed))
        if not country:
            drop("no country", title, feed)
        elif decided.get("what") == "drop":
            drop("by decision", title, feed)
        elif any(site_of(feed) == proxy or parts.netloc == proxy for proxy in PROXIES):
            drop("proxy", title, feed)
        elif is_elsewhere and decided.get("what") != "keep":
            drop("feed of another site", title, feed, page)
        elif FRAGMENT.search(feed) and decided.get("what") != "keep":
            drop("a part of a site", title, feed)
        elif key_of(feed) in seen:
            drop("duplicate", title, feed)
        elif name in names:
            drop("section of a paper that is there", title, feed)
        else:
            seen.add(key_of(feed))
            names.add(name)
            if is_elsewhere or not page:
                page = "" if feed_service(feed) else f"{urlsplit(feed).scheme}://{site_of(feed)}/"
            if urlsplit(page).netloc in secure and page.startswith("http:"):
                page = "https" + page[4:]
            language = decided.get("language") or languages.get(country, "")
            published = decided.get("published", "")
            rows.append((country, published, "" if language == "-" else language, title, feed, page))
    rows.sort(key=lambda row: (row[0], row[3].lower(), row[4]))
    print("# country\tpublished in, where that is another\tlanguage\ttitle\tfeed\tsite")
    for row in rows:
        print(*row, sep="\t")
    summary = ", ".join(f"{count} {why}" for why, count in dropped.most_common())
    print(f"{len(rows)} feeds of {len({row[0] for row in rows})} countries kept of {len(all_entries)}; dropped: {summary}", file=sys.stderr)


def feed_service(feed):
    return any(urlsplit(feed).netloc.endswith(service) for service in FEED_SERVICES)


if __name__ == "__main__":
    main(*sys.argv[1:])
