"""One release, one event: pure rules that tell which articles carry one text, and which releases one happening."""

from pipelines.dedup.fingerprint import fingerprint

__all__ = ["fingerprint"]
