"""Imported by the fork server alone: reads code and tables once, so that every worker process is born ready.

A fault of the chain shows on the pages themselves; here it would take the whole pool down.
"""

from contextlib import suppress
from datetime import UTC, datetime

from pipelines.process import process
from pipelines.records import PLAIN_TEXT, Page

SAMPLE = "Lapas dan Polres.\nKalapas bertemu Kapolres, Selasa (25/2/2025), di Lapas. “Kami siap,” kata Kalapas.\n" * 5

with suppress(Exception):
    process(Page("https://warm.invalid/", SAMPLE.encode(), datetime.now(UTC), PLAIN_TEXT), any_topic=True)
