"""The verdict on an extracted article."""

from pipelines.records import EventKind, Page, Rejected, Text, Units, rejected


def judge(page: Page, text: Text, units: Units, kind: EventKind) -> Rejected | None:
    """A rejection where one of the two sides is missing, else None."""
    if units.prisons and units.police:
        return None
    return rejected(page, "off-topic", "no prison named" if not units.prisons else "no police unit named", text.title)
