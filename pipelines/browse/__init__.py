"""The records as web pages for people, with the same as JSON beside each page."""

from pipelines.browse.app import browse_app

__all__ = ["browse_app"]
