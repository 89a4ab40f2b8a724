"""Short articles in layouts of columns: what stands beside or above the headline's column goes."""

from tests.text.pages import TITLE, text_of_page

SHORT = (
    "Lapas Sukamaju menanam jagung di lahan seluas dua hektare bersama warga binaan.",
    "Hasil panen itu dijual ke pasar kota setiap hari Minggu.",
)
LINKS = "<b>TAUTAN</b><br>Kepolisian Daerah<br>Kejaksaan Tinggi<br><b>PENGADUAN</b><br>Hubungi petugas piket kami"
HEAD = f"<html><head><title>{TITLE}</title></head><body>"


def test_columns_of_a_layout_table() -> None:
    inner = f"<table><tr><td><font size=4><b>{TITLE}</b></font></td></tr><tr><td>{'<br>'.join(SHORT)}</td></tr></table>"
    rows = f"<tr><td colspan=2>PEMERINTAH SUKAMAJU</td></tr><tr><td>{inner}</td><td>{LINKS}</td></tr>"
    assert text_of_page(f"{HEAD}<table>{rows}</table></body></html>").paragraphs == SHORT


def test_columns_of_a_grid() -> None:
    inner = f"<h2>{TITLE}</h2>" + "".join(f"<div>{line}</div>" for line in SHORT)
    grid = f'<div class="row"><div class="col-md-8">{inner}</div><div class="col-md-4">{LINKS}</div></div>'
    assert text_of_page(f"{HEAD}<div>PEMERINTAH SUKAMAJU</div>{grid}</body></html>").paragraphs == SHORT


def test_a_day_beside_the_headline_is_no_column_of_text() -> None:
    rows = (
        f"<tr><td><b>{TITLE}</b></td><td>4 Februari 2025</td></tr><tr><td colspan=2>{'<br>'.join(SHORT * 2)}</td></tr>"
    )
    assert text_of_page(f"{HEAD}<table>{rows}</table></body></html>").paragraphs[:2] == SHORT


def test_lines_above_the_headline_are_put_aside() -> None:
    body = f"<p>Portal resmi warga Sukamaju</p><h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in SHORT)
    text = text_of_page(f"{HEAD}<main>{body}</main></body></html>")
    assert text.paragraphs == SHORT
    assert "above-headline-part/1" in [gone.rule for gone in text.removed]
