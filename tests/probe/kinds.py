"""Invented sites of kinds that the bundled world does not have: what they answer, and the articles that are there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from json import dumps

from crawler.discovery.asks import Answer
from crawler.probe.records import Fetch
from tests.probe.kit import NOW, SITE, article

TODAY = date(2025, 5, 28)
TITLES = (
    "Kalapas Cilegon Temui Kapolres",
    "Razia Gabungan di Lapas Cilegon",
    "Polisi Gagalkan Sabu ke Lapas",
    "Petugas Lapas Ikut Tes Urine",
    "Lapas dan Polres Teken Kerja Sama",
    "Tahanan Polres Dipindah ke Lapas",
    "Harga Cabai di Pasar Turun",
    "Bupati Resmikan Jembatan Baru",
    "Panen Raya Padi di Sukamaju",
    "Kapolres Serahkan Bantuan ke Lapas",
    "Apel Siaga Lapas dan Polres",
    "Sidak Kamar Hunian Lapas Cilegon",
)
NUMBERS = range(len(TITLES))
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei")


@dataclass
class Kind:
    """A site: its pages by path (`*` for all others), and the paths of its articles, newest first."""

    name: str
    pages: dict[str, str]
    articles: tuple[str, ...]
    charset: str = "utf-8"

    def answer(self, target: str) -> bytes | None:
        """What stands at a path with its query; None where nothing does."""
        body = self.pages.get(target, self.pages.get("*"))
        return body.encode(self.charset, "xmlcharrefreplace") if body is not None else None

    def fetch(self, log: list[str] | None = None) -> Fetch:
        """A fetch function over the site."""

        def fetch(url: str) -> Answer:
            if log is not None:
                log.append(url)
            body = self.answer(url.removeprefix(SITE) or "/")
            return Answer(url, 404 if body is None else 200, (), body or b"", NOW)

        return fetch


def day(number: int) -> date:
    """The day of the article at this place: two a day."""
    return TODAY - timedelta(days=number // 2)


def printed(number: int) -> str:
    at = day(number)
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def slug(number: int) -> str:
    return TITLES[number].lower().replace(" ", "-")


def shell(body: str, head: str = "") -> str:
    title = "<title>Portal Berita</title>"
    return f"<!doctype html><html lang='id'><head>{title}{head}</head><body>{body}</body></html>"


def headlines(paths: list[str], numbers: Iterable[int]) -> str:
    return "".join(f"<h3><a href='{paths[number]}'>{TITLES[number]}</a></h3>" for number in numbers)


def paged(
    path: str, entries: list[str], size: int, form: Callable[[int], str], around: str, head: str = ""
) -> dict[str, str]:
    """A list over several pages, with their numbers and a word for the next one."""
    last = -(-len(entries) // size)
    pages = {}
    for page in range(1, last + 1):
        numbers = "".join(f"<li><a href='{form(each)}'>{each}</a></li>" for each in range(1, last + 1) if each != page)
        following = f"<li><a href='{form(page + 1)}'>Selanjutnya</a></li>" if page < last else ""
        pager = f"<ul class='pagination'>{numbers}{following}</ul>"
        shown = "".join(entries[(page - 1) * size : page * size])
        pages[path if page == 1 else f"/{form(page).lstrip('/')}"] = shell(around.format(shown) + pager, head)
    return pages


def articles(paths: list[str]) -> dict[str, str]:
    return {path: article(number, date=f"{day(number)}T10:00:00+07:00") for number, path in enumerate(paths)}


def numbered_cards() -> Kind:
    """No feed, no sitemap; cards whose only link is a button, and addresses that are small numbers."""
    paths = [f"/berita/{90 - number}" for number in NUMBERS]
    cards = [
        f"<div class='card'><img src='/foto/{number}.jpg' alt=''><div class='card-body'><h5>{TITLES[number]}</h5>"
        f"<small>{printed(number)}</small><p>Isi.</p><a class='btn' href='{path}'>Baca Selengkapnya</a></div></div>"
        for number, path in enumerate(paths)
    ]
    menu = "<nav><a href='/'>Beranda</a><a href='/profil'>Profil</a><a href='/berita'>Berita</a></nav>"
    pages = paged("/berita", cards, 5, lambda page: f"/berita?page={page}", menu + "<main>{}</main>")
    return Kind("numbered-cards", {"/": shell(menu + "".join(cards[:4])), **pages, **articles(paths)}, tuple(paths))


def blogger() -> Kind:
    """Blogger under a theme that declares no feed; the feed is paged and holds summaries alone."""
    paths = [f"/{day(number):%Y/%m}/{slug(number)}.html" for number in NUMBERS]

    def entry(number: int) -> str:
        return (
            f"<entry><id>tag:blogger.com,1999:blog-5.post-{number}</id><published>{day(number)}T10:00:00+07:00</published>"
            f"<title type='text'>{TITLES[number]}</title><summary type='text'>Cuplikan</summary>"
            f"<link rel='replies' href='{paths[number]}#comments'/>"
            f"<link rel='alternate' type='text/html' href='{paths[number]}'/></entry>"
        )

    def feed(start: int) -> str:
        following = f"<link rel='next' href='/feeds/posts/default?start-index={start + 5}&amp;max-results=5'/>"
        more = following if start + 5 <= len(paths) else ""
        entries = "".join(map(entry, NUMBERS[start - 1 : start + 4]))
        return (
            f"<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'><title>Blog</title>{more}{entries}</feed>"
        )

    side = "<a href='/p/kontak-kami-di-sini.html'>Kontak</a><a href='/search/label/Hukum'>Hukum</a>"
    older = "<a class='blog-pager-older-link' href='/search?updated-max=2025-05-26'>Postingan Lama</a>"
    base = "/feeds/posts/default"
    feeds = {base: feed(1)} | {f"{base}?start-index={start}&max-results=5": feed(start) for start in (6, 11)}
    home = shell(headlines(paths, range(4)) + side + older)
    return Kind("blogger", {"/": home, **feeds, **articles(paths)}, tuple(paths))


def by_day(name: str, form: str, address: Callable[[date], str]) -> Kind:
    """A portal with addresses below index.php, whose only list that reaches back asks for a day."""
    paths = [f"/index.php/berita/{410 - number}-{slug(number)}" for number in NUMBERS]
    lines = [
        f"<div class='item'><span class='time'>{printed(number)}</span><a href='{path}'>{TITLES[number]}</a></div>"
        for number, path in enumerate(paths)
    ]
    menu = "<div class='menu'><a href='/index.php/berita'>Berita</a><a href='/indeks'>Indeks</a></div>"
    days: dict[str, str] = {}
    for number, line in enumerate(lines):
        days[address(day(number))] = days.get(address(day(number)), "") + line
    newest = "".join(lines[:3])
    pages = {
        "/": shell(menu + newest),
        "/index.php/berita": shell(menu + newest),
        "/indeks": shell(menu + form + newest),
    }
    dated = {path: shell(menu + form + shown) for path, shown in days.items()}
    return Kind(name, {**pages, **dated, **articles(paths)}, tuple(paths))


def government() -> Kind:
    """The site of a prison: relative links, windows-1252 under another name, addresses by number alone."""
    paths = [f"/?mod=detail&id_berita={70 - number}" for number in NUMBERS]
    rows = [
        f"<tr><td><a href='{path[1:]}'><b>{TITLES[number]} \u2013 \u201cAman\u201d</b></a><br>"
        f"<font>{day(number):%d-%m-%Y}</font></td></tr>"
        for number, path in enumerate(paths)
    ]
    menu = "<a href='?mod=profil&id=2'>Visi Misi</a> <a href='?mod=berita'>Berita</a> <a href='?mod=kontak'>Kontak</a>"
    head = "<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-1'>"
    pages = paged("/?mod=berita", rows, 4, lambda page: f"?mod=berita&hal={page}", menu + "<table>{}</table>", head)
    texts = {path: body.replace("<head>", f"<head>{head}") for path, body in articles(paths).items()}
    home = shell(f"{menu}<table>{''.join(rows[:3])}</table>", head)
    return Kind("government", {"/": home, **pages, **texts}, tuple(paths), "windows-1252")


def feeds_of_sections() -> Kind:
    """The home page declares nothing; each section declares a feed of its own."""
    paths = [f"/{'hukum' if number % 2 else 'daerah'}/{slug(number)}" for number in NUMBERS]
    menu = "<nav><a href='/hukum'>Hukum</a><a href='/daerah'>Daerah</a><a href='/tentang-kami'>Tentang</a></nav>"
    pages = {"/": shell(menu + headlines(paths, range(3)))}
    for section in ("hukum", "daerah"):
        own = [number for number in NUMBERS if paths[number].startswith(f"/{section}/")]
        items = "".join(
            f"<item><title>{TITLES[number]}</title><link>{paths[number]}</link>"
            f"<pubDate>{day(number):%a, %d %b %Y} 10:00:00 +0700</pubDate></item>"
            for number in own
        )
        head = f"<link rel='alternate' type='application/rss+xml' href='/kanal/{section}.xml'>"
        pages[f"/kanal/{section}.xml"] = f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>"
        pages[f"/{section}"] = shell(menu + headlines(paths, own[:2]), head)
    return Kind("feeds-of-sections", {**pages, **articles(paths)}, tuple(paths))


def without_permalinks() -> Kind:
    """WordPress without permalinks: `?p=…`, and the interface behind `?rest_route=` alone, which nothing declares."""
    paths = [f"/?p={900 - number}" for number in NUMBERS]
    posts = [
        {
            "link": path,
            "date_gmt": f"{day(number)}T03:00:00",
            "title": {"rendered": TITLES[number]},
            "content": {"rendered": "<p>Ringkas…</p>", "protected": False},
        }
        for number, path in enumerate(paths)
    ]
    head = "<link rel='stylesheet' href='/wp-content/themes/koran/style.css'>"
    pages = {"/": shell(headlines(paths, range(5)), head), **articles(paths)}

    class WithInterface(Kind):
        def answer(self, target: str) -> bytes | None:
            asked = target.startswith("/?rest_route=/wp/v2/posts&") and "&page=1&" in target
            return dumps(posts).encode() if asked else super().answer(target)

    return WithInterface("without-permalinks", pages, tuple(paths))


def drawn_by_scripts() -> Kind:
    """Every address answers with the same empty page and a script."""
    body = "<div id='root'></div><noscript>Aktifkan JavaScript.</noscript><script src='/assets/index-5c1.js'></script>"
    return Kind("drawn-by-scripts", {"*": shell(body)}, ())


def kinds() -> tuple[Kind, ...]:
    """All that can be followed."""
    button = "<button>Tampilkan</button></form>"
    asked = f"<form action='/indeks' method='get'><input type='date' name='date' value='2025-05-28'>{button}"
    selects = "".join(f"<select name='{name}'><option value='1'>1</option></select>" for name in ("tgl", "bln", "thn"))
    archive = "<ul><li><a href='/arsip/2025/05'>Mei 2025</a></li><li><a href='/arsip/2025/04'>April 2025</a></li></ul>"
    return (
        numbered_cards(),
        blogger(),
        by_day("date-form", asked, lambda at: f"/indeks?date={at}"),
        by_day(
            "date-parts",
            f"<form action='/indeks'>{selects}{button}",
            lambda at: f"/indeks?tgl={at:%d}&bln={at:%m}&thn={at:%Y}",
        ),
        by_day("month-links", archive, lambda at: f"/arsip/{at:%Y/%m}"),
        government(),
        feeds_of_sections(),
        without_permalinks(),
    )
