"""One address for a page, whatever variant was fetched; a glance at plain addresses decides as the whole look does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import urls
from pipelines.urls import canonical

PLAIN = "https://kabarcontoh.id/2025/03/apel-pagi-di-rutan-contoh"


@pytest.mark.parametrize(
    "variant",
    [
        f"{PLAIN}?utm_source=feed&utm_medium=rss",
        f"{PLAIN}?fbclid=abc",
        f"{PLAIN}/amp",
        f"{PLAIN}/print",
        f"{PLAIN}?page=2",
        f"{PLAIN}?page=all",
        f"{PLAIN}/2",
        f"{PLAIN}/page/3",
        f"{PLAIN}#komentar",
        PLAIN.replace("https://", "https://m."),
        PLAIN.replace("https://", "https://amp."),
        PLAIN.replace(".id/", ".id/amp/"),
    ],
)
def test_variants_are_the_plain_address(variant: str) -> None:
    assert canonical(variant) == PLAIN


@pytest.mark.parametrize("address", [PLAIN, "https://kabarcontoh.id/?p=123", "https://kabarcontoh.id/baca.php?id=7"])
def test_what_chooses_the_page_stays(address: str) -> None:
    assert canonical(address) == address


PIECES = st.sampled_from(
    [
        "amp",
        "AMP",
        "print",
        "m",
        "page",
        "2",
        "31",
        "berita",
        "apel-pagi",
        "apel-7",
        ".amp",
        ".html",
        "index.php",
        "%20",
    ]
)
ADDRESSES = st.builds(
    lambda scheme, host, port, pieces, end: f"{scheme}://{host}{port}{''.join(pieces)}{end}",
    st.sampled_from(["http", "https", "HTTPS"]),
    st.sampled_from(["m.contoh.id", "contoh.id", "www.contoh.id", "amp.contoh.id", "M.contoh.id", "m", "127.0.0.1"]),
    st.sampled_from(["", ":80", ":8080"]),
    st.lists(st.builds(lambda slash, piece: slash + piece, st.sampled_from(["/", "-", "//", ""]), PIECES), max_size=5),
    st.sampled_from(["", "/", "?p=1", "?amp=1", " ", "\n", "#a"]),
)


@given(ADDRESSES)
def test_the_glance_sees_what_the_whole_look_sees(url: str) -> None:
    assert canonical(url) == urls._reduced(url)
