"""Direct speech and who said it."""

from pipelines.entities.quotes.find import find_quotes, without_names

__all__ = ["find_quotes", "without_names"]
