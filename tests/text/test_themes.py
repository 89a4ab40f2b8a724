# ruff: noqa: E501  the pages are one line each
"""The page shapes of the themes and systems that Indonesian news sites run on, filled with an invented article."""

import pytest

from pipelines.records import SourceFacts
from tests.text.pages import text_of_page

VISIT = "Kepala Lembaga Pemasyarakatan Kelas IIB Sukamaju, Budi Hartono, menerima kunjungan Kapolres Sukamaju di ruang kerjanya, Selasa (4/2/2025)."
PLAN = "Pertemuan itu membahas rencana penggeledahan gabungan di blok hunian menjelang bulan Ramadan."
QUOTE = "“Kami ingin Lapas bersih dari telepon genggam dan narkoba,” ujar Budi usai pertemuan."
SUPPORT = "Kapolres menyatakan siap mengerahkan satu peleton personel untuk mendukung kegiatan tersebut."
EXCHANGE = "Selain itu, kedua pihak sepakat bertukar informasi setiap pekan melalui petugas penghubung."
ALL = [VISIT, PLAN, QUOTE, SUPPORT, EXCHANGE]
HEADLINE = "Kapolres Sukamaju Sambangi Lapas, Bahas Penggeledahan Gabungan"

ADDRESS = "https://www.kabarnusa.com/berita/kapolres-sukamaju-sambangi-lapas"
THEMES = {}


def theme(name, html, url=ADDRESS, authors=(), editor=None, dl=None, pub=None, expected=ALL):
    THEMES[name] = (html, url, (HEADLINE, authors, editor, dl, pub, tuple(expected)))


MENU = '<ul class="nav">' + "".join(f'<li><a href="/k{i}">Kanal {i}</a></li>' for i in range(12)) + "</ul>"


def rel(count):
    return "".join(
        f'<div class="list-item"><a href="/b{i}"><img src=x><h3>Berita Lain Nomor {i} yang Sedang Ramai</h3></a><span>{i} jam lalu</span></div>'
        for i in range(count)
    )


# Tribun
theme(
    "tribun",
    f"""<html><head><title>{HEADLINE} - TribunKabar.com</title><meta property="og:site_name" content="TribunKabar.com"><meta name="content_PublishedDate" content="2025-02-04 19:40:00"><meta name="content_author" content="Rina Wati"></head><body>{MENU}<div class="content"><h1 id="arttitle">{HEADLINE}</h1><div class="mt10"><time class="grey"><span>Tayang:</span> Selasa, 4 Februari 2025 19:40 WIB</time></div><div id="penulis"><div class="fbo f14">Penulis: <a href="/rina">Rina Wati</a> | Editor: <a href="#">Joko Susilo</a></div></div><div id="artimg"><img><div class="arial f12 pt5 grey2"><span>lihat foto</span>Kapolres di Lapas</div></div><div class="side-article txt-article"><p><strong>TRIBUNKABAR.COM, SUKAMAJU</strong> - {VISIT}</p><p>{PLAN}</p><p class="baca">Baca juga: <a href=x>Polisi Tangkap Pencuri Sapi</a></p><p>{QUOTE}</p><p><strong>Baca juga: </strong><a href=x><strong>Harga Beras Naik</strong></a></p><p>{SUPPORT}</p><p>{EXCHANGE}</p><p><strong>(*)</strong></p><p>Baca berita <strong>TribunKabar.com</strong> lainnya di <a href=x>Google News</a></p></div><div class="tagcloud3"><a>Lapas</a></div>{rel(9)}</body></html>""",
    authors=("Rina Wati",),
    editor="Joko Susilo",
    dl="SUKAMAJU",
    pub="2025-02-04T19:40:00+07:00",
)
# Promedia
theme(
    "promedia",
    f'''<html><head><title>{HEADLINE} - Kabar Nusa</title><meta property="og:site_name" content="Kabar Nusa"><script type="application/ld+json">{{"@type":"NewsArticle","headline":"{HEADLINE}","datePublished":"2025-02-04T15:10:00+0700","author":{{"@type":"Person","name":"Rina Wati"}},"editor":{{"@type":"Person","name":"Joko Susilo"}}}}</script></head><body>{MENU}<div class="read__wrap"><h1 class="read__title">{HEADLINE}</h1><div class="read__info"><div class="read__info__author"><a>Rina Wati</a></div><div class="read__info__date">- Selasa, 4 Februari 2025 | 15:10 WIB</div></div><div class="photo"><div class="photo__img"><img></div><div class="photo__caption">Kapolres saat di Lapas (Kabar Nusa/Rina)</div></div><article class="read__content clearfix"><p><strong>KABAR NUSA</strong> - {VISIT}</p><p>{PLAN}</p><p><strong>Baca Juga: <a href=x>Jadwal Kapal Pekan Ini</a></strong></p><p>{QUOTE}</p><div class="ads__horizontal">Advertisement</div><p>{SUPPORT}</p><p>{EXCHANGE}<strong>***</strong></p></article><div class="mt2 mb2"><div class="editor">Editor: Joko Susilo</div><div class="source">Sumber: Humas</div></div><div class="latest__wrap">{rel(10)}</div></body></html>''',
    authors=("Rina Wati",),
    editor="Joko Susilo",
    dl="KABAR NUSA",
    pub="2025-02-04T15:10:00+07:00",
)
# JPNN
theme(
    "jpnn",
    f"""<html><head><title>{HEADLINE} - JPNN.com</title></head><body><div class="page-content"><h1>{HEADLINE}</h1><h6>Selasa, 04 Februari 2025 – 18:52 WIB</h6><figure class="page-image"><img><figcaption>Kapolres di Lapas. Foto: Humas</figcaption></figure><div itemprop="articleBody" class="page-content"><p><a href=x>jpnn.com</a>, <strong>SUKAMAJU</strong> - {VISIT}</p><p>{PLAN}</p><p>Baca Juga:</p><ul><li><a href=x>Kapal Karam di Selat, Dua Orang Hilang</a></li></ul><p>{QUOTE}</p><p>{SUPPORT}</p><p>{EXCHANGE}<strong>(mcr8/jpnn)</strong></p></div><div class="pagination"><a href="?page=2">2</a></div><p class="reporter">Redaktur & Reporter : Rina Wati</p></div></body></html>""",
    url="https://www.jpnn.com/news/kapolres-sukamaju-sambangi-lapas",
    dl="SUKAMAJU",
    pub="2025-02-04T18:52:00+07:00",
    authors=("Rina Wati",),
)
# Liputan6
theme(
    "liputan6",
    f'''<html><head><title>{HEADLINE} - Regional Liputan6.com</title><meta property="og:title" content="{HEADLINE}"><meta property="article:published_time" content="2025-02-04T16:00:00+07:00"></head><body><article class="read-page--container"><header><h1 class="read-page--header--title">{HEADLINE}</h1><p class="read-page--header--author__wrapper"><a rel="author"><span class="read-page--header--author__name">Rina Wati</span></a><span>Diperbarui 05 Feb 2025, 08:00 WIB</span><span>Diterbitkan 04 Feb 2025, 16:00 WIB</span></p></header><div class="article-content-body"><div class="article-content-body__item-content"><p><b>Liputan6.com, Jakarta</b> {VISIT}</p><p>{PLAN}</p><div class="baca-juga-collections"><p class="baca-juga-collections__header">BACA JUGA:</p><ul><li><a href=x>Judul Lain Yang Ramai Dibaca</a></li></ul></div><p>{QUOTE}</p></div><div class="article-content-body__item-content"><h2>Siap Kerahkan Personel</h2><p>{SUPPORT}</p><p>{EXCHANGE}</p><p>Saksikan Video Pilihan Berikut Ini:</p></div></div></article></body></html>''',
    authors=("Rina Wati",),
    dl="Jakarta",
    pub="2025-02-04T16:00:00+07:00",
    expected=[VISIT, PLAN, QUOTE, "Siap Kerahkan Personel", SUPPORT, EXCHANGE],
)
# Detik
theme(
    "detik",
    f"""<html><head><title>{HEADLINE}</title><meta name="dtk:publishdate" content="2025/02/04 20:59:53"><meta name="dtk:author" content="Rina Wati"></head><body><article class="detail"><div class="detail__header"><h1 class="detail__title">{HEADLINE}</h1><div class="detail__author">Rina Wati - <span class="detail__label">detikKabar</span></div><div class="detail__date">Selasa, 04 Feb 2025 20:59 WIB</div></div><div class="detail__body itp_bodycontent_wrapper"><div class="detail__body-text itp_bodycontent"><strong>Sukamaju</strong> - <!--//--><p>{VISIT}</p><p>{PLAN}</p><table class="linksisip"><tr><td><div class="lihatjg"><strong>Baca juga: </strong><a href=x>Judul Lain</a></div></td></tr></table><p>{QUOTE}</p><div class="staticdetail_container_parallax">ADVERTISEMENT</div><p>{SUPPORT}</p><p>{EXCHANGE}</p><p><strong>(rin/jok)</strong></p></div></div></article></body></html>""",
    authors=("Rina Wati",),
    dl="Sukamaju",
    pub="2025-02-04T20:59:53+07:00",
)
# RRI
theme(
    "rri",
    f"""<html><head><title>RRI.co.id - {HEADLINE}</title></head><body>{MENU}<section><div class="container"><div class="headline-title">{HEADLINE}</div><div class="post-meta"><ul><li>Oleh: Rina Wati</li><li>Editor: Joko Susilo</li><li>04 Feb 2025 - 14:20</li><li>Sukamaju</li></ul></div><img><div class="caption-img">Kapolres di Lapas (foto: RRI)</div><div class="post-content"><p><strong>KBRN, Sukamaju:</strong> {VISIT}</p><p>{PLAN}</p><p>{QUOTE}</p><p>{SUPPORT}</p><p>{EXCHANGE}</p></div></div></section>{rel(5)}</body></html>""",
    url="https://rri.co.id/sukamaju/hukum/1303/kapolres",
    authors=("Rina Wati",),
    editor="Joko Susilo",
    dl="Sukamaju",
    pub="2025-02-04T14:20:00+07:00",
)
# Drupal gov
theme(
    "drupal",
    f"""<html><head><title>{HEADLINE} | Pemerintah Kabupaten Sukamaju</title></head><body><div id="page"><div class="region-header">{MENU}</div><h1 class="page-title">{HEADLINE}</h1><div class="node"><div class="submitted">Submitted by humas on Tue, 02/04/2025 - 09:15</div><div class="field field-name-body"><div class="field-items"><div class="field-item"><p>{VISIT}</p><p>{PLAN}</p><p>{QUOTE}</p><p>{SUPPORT}</p><p>{EXCHANGE}</p></div></div></div></div></div></body></html>""",
    url="https://sukamajukab.go.id/berita/x",
    pub="2025-02-04T09:15:00+07:00",
)
# bloggingpro etc
theme(
    "kentooz",
    f"""<html><head><title>{HEADLINE} &#8211; Kabar Nusa</title></head><body><div class="entry-header"><h1 class="entry-title">{HEADLINE}</h1><div class="entry-meta"><span class="posted-on">Posted on <time class="entry-date published" datetime="2025-02-04T03:10:00+00:00">4 Februari 2025</time><time class="updated" datetime="2025-02-05T03:10:00+00:00">5 Februari 2025</time></span> <span class="byline">by <a class="url fn n">Rina Wati</a></span></div></div><div class="entry-content"><figure class="wp-block-image"><img><figcaption>Kapolres</figcaption></figure><p><strong>Sukamaju, KabarNusa.com</strong> – {VISIT}</p><p>{PLAN}</p><div class="wp-block-group"><p class="has-text-align-center">Baca Juga :</p><ul class="wp-block-latest-posts__list"><li><a href=x>Judul</a></li></ul></div><p>{QUOTE}</p><p>{SUPPORT}</p><p>{EXCHANGE}</p><p class="has-text-align-right">Penulis: Rina Wati<br>Editor: Redaksi</p><div class="sharedaddy"><h3>Share this:</h3><ul><li>Facebook</li></ul></div><div id="jp-relatedposts"><h3><em>Related</em></h3></div></div></body></html>""",
    authors=("Rina Wati",),
    dl="Sukamaju",
    pub="2025-02-04T10:10:00+07:00",
)
# antara
theme(
    "antara",
    f"""<html><head><title>{HEADLINE} - ANTARA News Kabar</title><script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"2025-02-04T15:10:00+07:00","author":{{"@type":"Person","name":"Rina Wati"}}}}</script></head><body><h1>{HEADLINE}</h1><div class="wrap__article-detail-info"><span>Selasa, 4 Februari 2025 15:10 WIB</span></div><div class="wrap__article-detail-image"><figure><img><figcaption>Kapolres di Lapas. (ANTARA/HO-Humas)</figcaption></figure></div><div class="wrap__article-detail-content post-content">Sukamaju (ANTARA) - {VISIT}<br><br>{PLAN}<br><p>{QUOTE}<span class="baca-juga"><br><b>Baca juga: <a href=x>Judul lain tentang kota</a></b></span></p><p>{SUPPORT}<br><br>{EXCHANGE}</p><p class="text-muted small mt10">Pewarta: Rina Wati<br>Editor: Joko Susilo<br>COPYRIGHT © ANTARA 2025</p></div></body></html>""",
    url="https://kabar.antaranews.com/berita/1/x",
    authors=("Rina Wati",),
    editor="Joko Susilo",
    dl="Sukamaju",
    pub="2025-02-04T15:10:00+07:00",
)
# next.js/tailwind
theme(
    "tailwind",
    f"""<html><head><title>{HEADLINE} | kumpulan</title><meta property="og:site_name" content="kumpulan"></head><body><div id="__next"><header class="flex"><a>kumpulan</a><span>Kamis, 6 Februari 2025</span>{MENU}</header><main class="grid"><div class="col-span-8"><h1 class="text-3xl">{HEADLINE}</h1><div class="flex text-sm"><span>Rina Wati</span><span>4 Februari 2025 15:10 WIB</span></div><div class="mt-4 prose">{"".join(f'<div data-type="paragraph"><span>{x}</span></div>' for x in ALL)}</div><div class="mt-8"><h3>Baca Lainnya</h3>{rel(6)}</div></div><div class="col-span-4"><h3>Trending</h3>{rel(8)}</div></main><footer>© 2025</footer></div></body></html>""",
    authors=("Rina Wati",),
    pub="2025-02-04T15:10:00+07:00",
)
# blogger v2
theme(
    "blogger",
    f"""<html><head><title>{HEADLINE} ~ Kabar Nusa</title><meta name=generator content=blogger></head><body><h2 class="date-header">Selasa, 04 Februari 2025</h2><div class="post hentry"><h3 class="post-title entry-title">{HEADLINE}</h3><div class="post-body entry-content"><div class="separator"><a><img></a></div><div style="text-align:justify">Sukamaju,KabarNusa.com - {VISIT}</div><div><br></div><div>{PLAN}</div><div>{QUOTE}</div><div>{SUPPORT}</div><div>{EXCHANGE}</div><div>( Rina )</div></div><div class="post-footer">Diposting oleh <span class="fn">Rina Wati</span> di <abbr class="published" title="2025-02-04T03:10:00-08:00">03.10</abbr></div></div></body></html>""",
    url="https://www.kabarnusa.com/2025/02/kapolres.html",
    authors=("Rina Wati",),
    dl="Sukamaju",
    pub="2025-02-04T18:10:00+07:00",
)


@pytest.mark.parametrize("name", THEMES)
def test_the_article_of_a_theme(name):
    html, url, expected = THEMES[name]
    text = text_of_page(html, SourceFacts(), url=url, fetched_at="2025-02-06T10:00:00+07:00")
    published = text.published.at.isoformat() if text.published.at else None
    assert (text.title, text.authors, text.editor, text.dateline, published, text.paragraphs) == expected
