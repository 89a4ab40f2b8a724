"""What most articles of a source repeat is no part of any of them; what a writer likes to say is."""

from crawler.jobs.repeats import LEAST_ARTICLES, repeated_blocks
from pipelines.text import block_key

SLOGAN = "Humas Lapas Contoh: Melayani dengan Hati, Bersih tanpa Narkoba."
CLOSING = "Kegiatan berlangsung aman, tertib dan lancar."


def articles(count: int) -> list[list[str]]:
    """Each with its own text, all with the slogan, every fourth with the same closing sentence."""
    made = [[f"Petugas memeriksa blok nomor {number} bersama polisi.", SLOGAN] for number in range(count)]
    for article in made[::4]:
        article.insert(1, CLOSING)
    return made


def test_a_slogan_under_every_article_is_found_and_a_usual_closing_is_not() -> None:
    assert repeated_blocks(articles(20)) == {block_key(SLOGAN)}


def test_few_articles_tell_nothing() -> None:
    assert repeated_blocks(articles(LEAST_ARTICLES - 1)) == frozenset()
