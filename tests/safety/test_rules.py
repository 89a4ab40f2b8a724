"""What a robots.txt says, from its bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.safety.rules import MOST_BYTES, parsed_rules, product_token, rules_of_answer

AT = "https://contoh.id"


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        *((status, "rules") for status in (200, 204)),
        *((status, "open") for status in (301, 400, 401, 404, 410)),
        *((status, "closed") for status in (429, 500, 503, 599)),
    ],
)
def test_standing_by_status(status: int, standing: str) -> None:
    rules = rules_of_answer(status, b"User-agent: *\nDisallow: /\n", "lapaswire")
    assert rules.standing == standing
    assert rules.allows(f"{AT}/a") == (standing == "open")


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /a\n", "/abc", False),
        ("User-agent: *\nDisallow: /a\nAllow: /ab\n", "/abc", True),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/x.pdf?y", True),
        ("User-agent: *\nDisallow: /*.pdf$\n", "/x.pdf", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: lapaswire\nDisallow:\n", "/a", True),
        ("User-agent: LapasWire\nUser-agent: lain\nDisallow: /\n", "/a", False),
        ("User-agent: lapas\nDisallow: /a\nUser-agent: lapaswire\nDisallow: /b\n", "/a", True),
        ("User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n", "/a", False),
        ("\ufeffUser-agent: *\r\nDisallow: /a\r\n", "/a", False),
        ("User-agent: *\nDisallow: /berita%20lama\n", "/berita%20lama/1", False),
        ("User-agent: *\nDisallow: /é\n", "/%C3%A9", False),
        ("<html><body>Selamat datang</body></html>", "/a", True),
        ("", "/a", True),
        ("User-agent: *\nDisallow: /\n", "/robots.txt", True),
    ],
)
def test_rules(text: str, path: str, allowed: bool) -> None:
    assert parsed_rules(text.encode(), "lapaswire").allows(AT + path) is allowed


def test_what_lies_beyond_the_limit_is_not_read_nor_half_a_line() -> None:
    lead = b"User-agent: *\nDisallow: /a\n"
    filler = b"#" * (MOST_BYTES - len(lead) - 12)
    body = lead + filler + b"\nDisallow: /bagian/panjang\nDisallow: /\n"
    rules = parsed_rules(body, "lapaswire")
    assert not rules.allows(f"{AT}/a")
    assert rules.allows(f"{AT}/b")


def test_delay_and_sitemaps() -> None:
    text = "Sitemap: https://contoh.id/satu.xml\nUser-agent: *\nCrawl-delay: 7\nRequest-rate: 1/9\nSitemap: /dua.xml\n"
    rules = parsed_rules(text.encode(), "lapaswire")
    assert rules.crawl_delay == 9
    assert rules.sitemaps == ("https://contoh.id/satu.xml", "/dua.xml")


@pytest.mark.parametrize("delay", ["-3", "abc", "nan", "inf", "0", "1e400"])
def test_senseless_delays_mean_none(delay: str) -> None:
    rules = parsed_rules(f"User-agent: *\nCrawl-delay: {delay}\n".encode(), "lapaswire")
    assert rules.crawl_delay is None or rules.crawl_delay > 0


@pytest.mark.parametrize(
    ("agent", "token"),
    [
        ("lapaswire/0.1 (+https://contoh.id/bot)", "lapaswire"),
        ("Mozilla/5.0 (compatible; pantau-lapas/2; +https://x.id)", "pantau-lapas"),
        ("peneliti", "peneliti"),
    ],
)
def test_product_token(agent: str, token: str) -> None:
    assert product_token(agent) == token


@given(st.binary(max_size=2000))
def test_any_bytes_are_read(body: bytes) -> None:
    parsed_rules(body, "lapaswire").allows(f"{AT}/a")


@given(st.text(max_size=300))
def test_any_text_with_our_name_is_read(text: str) -> None:
    rules = parsed_rules(f"User-agent: lapaswire\nDisallow: /x\n{text}".encode("utf-8", "replace"), "lapaswire")
    assert rules.crawl_delay is None or rules.crawl_delay > 0
