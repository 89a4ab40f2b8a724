"""Captions of the leading picture, which themes put outside the body."""

from lxml.html import document_fromstring

from pipelines.text.captions import lead_captions

PAGE = """<body><div class="side"><figcaption>Bukan gambar berita</figcaption></div><h1>Razia</h1>
<div class="jeg_featured"><p class="wp-caption-text">Apel siaga, Rabu (12/3/2025).</p></div>
<div id="isi"><figcaption>Di dalam isi</figcaption><p>Petugas merazia kamar hunian.</p></div>
<figure class="wp-caption"><figcaption>Sesudah isi</figcaption></figure></body>"""


def test_only_captions_between_headline_and_body_are_taken() -> None:
    tree = document_fromstring(PAGE)
    headline, container = tree.xpath("//h1")[0], tree.xpath("//*[@id='isi']")[0]
    assert lead_captions(tree, headline, container) == ("Apel siaga, Rabu (12/3/2025).",)


def test_without_a_headline_before_the_body_there_are_none() -> None:
    tree = document_fromstring(PAGE)
    container = tree.xpath("//*[@id='isi']")[0]
    assert lead_captions(tree, None, container) == ()
    assert lead_captions(tree, tree.xpath("//figure")[0], container) == ()
