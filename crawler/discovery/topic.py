"""The words of `seeds/topic.toml` by which links are narrowed when going back."""

from functools import cache

from pipelines.tables import TableError, toml_table


@cache
def title_words() -> tuple[str, ...]:
    """The stems of the prison side, in small letters: a headline of ours seldom goes without one."""
    return _stems("offices", "field")


@cache
def search_words() -> tuple[str, ...]:
    """The fewest stems that find every article with an office of the prison side in a search over parts of words."""
    words = _stems("offices")
    return tuple(word for word in words if not any(other != word and other in word for other in words))


def _stems(*lists: str) -> tuple[str, ...]:
    """The words of these lists without their stars; abbreviations in capitals say too little on their own."""
    try:
        table = toml_table("topic.toml")["prison"]
    except TableError:
        return ()
    stems = (str(word).rstrip("*") for name in lists for word in table.get(name, ()))
    return tuple(dict.fromkeys(stem.lower() for stem in stems if not stem.isupper()))
