"""What an address must be like to be kept."""

from pipelines.store.errors import DatabaseError
from pipelines.store.models import URL_LENGTH


def check_address(url: str) -> None:
    """Refuses an address that no index can hold. Raises DatabaseError."""
    if len(url) > URL_LENGTH:
        raise DatabaseError(f"address longer than {URL_LENGTH} characters: {url[:100]}…")
