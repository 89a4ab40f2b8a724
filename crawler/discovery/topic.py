"""The words of `seeds/topic.toml` by which links are narrowed when going back."""

from functools import cache

from pipelines.tables import TableError, toml_table


@cache
def title_words() -> tuple[str, ...]:
    """The words of the prison side, in small letters: a headline of ours seldom goes without one."""
    return _prison_words()


@cache
def search_words() -> tuple[str, ...]:
    """The fewest words that find the same in a search over parts of words: none holds another."""
    words = _prison_words()
    return tuple(word for word in words if not any(other != word and other in word for other in words))


def _prison_words() -> tuple[str, ...]:
    try:
        table = toml_table("topic.toml")
    except TableError:
        return ()
    return tuple(dict.fromkeys(str(word).lower() for word in table["prison"]["words"]))
