"""What an article is about."""

from pipelines.records import Text


def tag(text: Text) -> tuple[str, ...]:
    """The tags of the table whose words the article uses."""
    del text
    return ()
