"""The sources that this installation follows, by its settings."""

from crawler.config import Settings
from crawler.sources import Source, load_sources


def followed_sources(settings: Settings) -> dict[str, Source]:
    """Your own source files, and the bundled ones unless the settings leave them out. Raises SourceError."""
    return load_sources(settings.sources_dir, bundled=settings.bundled_sources)
