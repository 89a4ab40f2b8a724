"""Promo lines in the shapes that sites give them, at any place of the body."""

import pytest

from tests.text.pages import FIRST, PARAGRAPHS, SECOND, THIRD, markup, paragraphs, text_of_page

PROMOS = [
    '<p>Baca Juga :<a href="x">Razia Gabungan di Lapas</a></p>',
    "<p><strong>BACA JUGA</strong></p><ul><li><a href=x>Razia Gabungan</a></li><li><a href=x>Napi Kabur</a></li></ul>",
    "<p>Baca juga: <em>Kapolres Baru Dilantik, Ini Pesannya.</em></p>",
    "<p>BACA : Polisi Tangkap Dua Pencuri Sapi di Desa Sukarame</p>",
    "<p>Baca Juga  Polisi Tangkap Dua Pencuri Sapi</p>",
    "<blockquote><p>Baca Juga: <a href=x>Polisi tangkap dua pencuri sapi</a></p></blockquote>",
    "<p>➡ Baca juga: Polisi Tangkap Pencuri</p>",
    "<div><span>Baca Juga</span><a href=x>Polisi Tangkap Dua Pencuri Sapi</a></div>",
    "<p><a href=x>Baca Juga: Polisi Tangkap Dua Pencuri</a></p>",
    "<p>[Baca Juga: Polisi Tangkap Dua Pencuri]</p>",
    "<p>(Baca juga: Polisi Tangkap Dua Pencuri)</p>",
    "<p>Baca juga:</p><p><a href=x>Polisi Tangkap Dua Pencuri</a></p><p><a href=x>Napi Kabur dari Lapas</a></p>",
    "<p>Lihat Juga :</p><p>Polisi Tangkap Dua Pencuri Sapi</p>",
    "<p>Simak berita lainnya terkait Lapas di <a href=x>sini</a>.</p>",
    "<p>Simak Video: Detik-Detik Kapal Karam</p>",
    "<p>Tonton Video Selengkapnya:</p>",
    "<p>Ikuti kami di: Google News | WhatsApp Channel</p>",
    "<p>Yuk, follow akun Instagram @wartakita</p>",
    '<div class="share-buttons"><a href=x>Bagikan</a> ke teman</div>',
    '<div class="inline-related-post"><h3>Pilihan</h3><p>Panen raya di lereng gunung.</p></div>',
    '<div style="display: none">Situs slot tersembunyi untuk mesin pencari</div>',
    '<div style="position:absolute;left:-9999px">Mesin pencari membaca ini, pembaca tidak pernah melihatnya</div>',
    '<p style="text-align:center"><img src=x><br>Kapolres dan Kalapas berjabat tangan di aula</p>',
    "<table><tr><td><img src=x></td></tr><tr><td>Kapolres meninjau dapur umum</td></tr></table>",
    '<blockquote class="twitter-tweet"><p>Kunjungan hari ini</p>— Polres (@polres) 3 Februari 2025</blockquote>',
    "[caption id=1]<img src=x> Kapolres di aula[/caption]",
    "<figure><img src=x><figcaption>Kapolres di aula</figcaption></figure>",
    '<p class="wp-caption-text">Kapolres di aula.</p>',
    "<p><img src=x><br><em>Kapolres memberi keterangan. Foto: Humas</em></p>",
    "<p>Kapolres memimpin apel. (ANTARA/HO-Humas)</p>",
    "<p><a href=x>Polisi Tangkap Dua Pencuri Sapi di Sukarame</a></p>",
    "<p>https://www.youtube.com/watch?v=1</p>",
    "<p>Halaman: 1 2 3 Lihat Semua</p>",
    '[irp posts="77" name="Pasar Murah Dibuka"]',
]


@pytest.mark.parametrize("promo", PROMOS)
@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_promo_goes_wherever_it_stands(promo, place):
    body = paragraphs(*PARAGRAPHS[:place]) + promo + paragraphs(*PARAGRAPHS[place:])
    assert text_of_page(markup(body)).paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "promo", ["Baca juga: Panen Raya", "<b>Baca Juga :</b> <a href=x>Panen Raya</a>", "Simak Video 'Panen Raya'"]
)
def test_a_promo_between_line_breaks_goes(promo):
    body = f"{FIRST}<br><br>{promo}<br><br>{SECOND}<br>\n<br>{THIRD}"
    assert text_of_page(markup(body)).paragraphs == PARAGRAPHS


def test_a_label_glued_behind_a_sentence_goes():
    body = paragraphs(FIRST, f"{SECOND}Baca Juga:Polisi Tangkap Dua Pencuri Sapi", THIRD)
    assert text_of_page(markup(body)).paragraphs == PARAGRAPHS


def test_a_bracketed_promo_within_a_sentence_goes():
    body = paragraphs(FIRST, SECOND.replace("menjelang", "(Baca juga: Harga Beras Naik) menjelang"), THIRD)
    assert text_of_page(markup(body)).paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga doa bersama warga binaan, begitu isi jadwal harian.",
        "“Simak baik-baik,” kata Karutan.",
        "Kasus itu ditangani Pusat Layanan Terpadu (P2TP2A)",
        "Ia dijerat Pasal 114 (2)",
        "Sumber: polisi menyebut narkoba itu berasal dari luar kota, bukan dari dalam.",
        "Selengkapnya akan disampaikan dalam konferensi pers.",
        "Rincian barang bukti",
        "1. Melakukan razia bersama setiap bulan.",
        "Kapolres: Kami Siap Membantu",
        "Tim: Satgas Kamtib dan Polsek",
        "Ia mengaku menyesal. Baca juga surat permintaan maafnya, kata Kalapas.",
    ],
)
def test_what_only_looks_like_a_promo_stays(line):
    assert text_of_page(markup(paragraphs(FIRST, line, SECOND, THIRD))).paragraphs == (FIRST, line, SECOND, THIRD)


def test_a_paragraph_that_is_one_link_stays():
    sentence = "Kapolres menyatakan siap membantu Lapas kapan pun diperlukan."
    body = paragraphs(FIRST, f'<a href="/x">{sentence}</a>', SECOND, THIRD)
    assert sentence in text_of_page(markup(body)).paragraphs


def test_a_block_that_repeats_across_the_source_goes():
    from dataclasses import replace

    from pipelines.text import block_key
    from tests.text.pages import SOURCE

    slogan = "Warta Kita, jendela kabar untuk semua warga kabupaten sejak tahun pertama."
    source = replace(SOURCE, repeated_blocks=frozenset({block_key(slogan)}))
    assert text_of_page(markup(paragraphs(FIRST, SECOND, slogan, THIRD)), source).paragraphs == PARAGRAPHS


def test_a_label_without_a_blank_before_its_link_is_a_promo():
    promo = '<div class="x1"><span>Lihat Juga</span><a href="/x">Panen Raya di Lereng Gunung</a></div>'
    assert text_of_page(markup(paragraphs(FIRST, SECOND) + promo + paragraphs(THIRD))).paragraphs == PARAGRAPHS


def test_a_list_of_links_with_their_days_goes_with_its_label():
    rows = "".join(
        f'<div class="x2"><a href="/{n}">Panen Raya Nomor {n}</a><small>{n} Maret 2025</small></div>'
        for n in range(1, 4)
    )
    assert text_of_page(markup(paragraphs(*PARAGRAPHS) + f"<h5>Berita Lain</h5>{rows}")).paragraphs == PARAGRAPHS


def test_labels_behind_a_sign_off_are_the_site_s():
    after = "<div>***</div><div>lapas</div><div>Adukan tulisan ini</div><div>Untuk Anda</div><div>Cuaca</div>"
    assert text_of_page(markup(paragraphs(*PARAGRAPHS) + after)).paragraphs == PARAGRAPHS
