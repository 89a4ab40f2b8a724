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
    """The stems of both lists of the prison side; abbreviations of few letters say too little on their own."""
    try:
        table = toml_table("topic.toml")["prison"]
    except TableError:
        return ()
    stems = (str(word).rstrip("*") for word in (*table["offices"], *table["field"]))
    return tuple(dict.fromkeys(stem.lower() for stem in stems if not stem.isupper()))
