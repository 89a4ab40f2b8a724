"""A run record in words: a line for each thing that an operator asks about."""

from collections import Counter
from datetime import timedelta

from crawler.monitor.records import RunRecord


def described(run: RunRecord) -> dict[str, str]:
    """What a run did, by heading; headings without anything to tell are left out."""
    lists = f"{run.answered + run.unchanged} of {run.asked} lists answered, {run.found} links, {run.fresh} new"
    taken = f"{run.fetched} fetched, {run.unchanged} unchanged, {run.accepted} accepted"
    stored = f"{run.new} new, {run.joined} joined, {run.edited} edited, {run.gone} gone"
    told = {
        "last run": f"{run.started_at.astimezone():%d %b %H:%M}, {run.seconds:.0f} s, {run.bytes / 1000:,.0f} kB",
        "lists": lists + (f", {run.cut} left for the next run" if run.cut else ""),
        "by way": _counted(run.ways),
        "new by way": _counted(run.fresh_ways),
        "pages": taken,
        "releases": stored,
        "rejected": _counted(run.rejected),
        "refused": _counted(run.refused),
        "failed": _counted(run.failed),
        "robots.txt": _counted(run.robots) + (f"; {run.crawl_delay:g} s between requests" if run.crawl_delay else ""),
        "Retry-After": str(timedelta(seconds=run.retry_after)) if run.retry_after else "",
        "moved to": ", ".join(run.moved),
    }
    return {heading: words for heading, words in told.items() if words}


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {what}" for what, count in counts.most_common())
