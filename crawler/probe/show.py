"""A report as people and programs read it."""

from typing import Any

from rich.console import Console
from rich.table import Column, Table

from crawler.probe.draft import toml_of
from crawler.probe.records import Report, Sample, Trial
from crawler.probe.samples import newest

MOST_STRIPPED = 4
NOTHING_THERE = "HTTP 404"


def report_json(report: Report) -> dict[str, Any]:
    """Everything that was found out, as one JSON object."""
    return {
        "url": report.asked_url,
        "slug": report.source.slug,
        "name": report.source.name,
        "site": report.source.url,
        "region": report.source.region,
        "system": report.system,
        "ways": [_trial_json(trial, trial in report.chosen) for trial in report.trials],
        "samples": [_sample_json(sample) for sample in report.samples],
        "warnings": list(report.doubts),
        "notes": list(report.notes),
        "source_file": toml_of(report.source),
    }


def print_report(report: Report, console: Console) -> None:
    """The table of ways (deep: it reaches back; whole: it hands articles out), samples, and what looks wrong."""
    told = (
        report.source.name,
        report.source.url,
        report.source.region or "region open",
        report.system or "system unknown",
    )
    console.print(" · ".join(told), markup=False)
    console.print(_ways_table(report))
    missing = [_place(trial, report) for trial in report.trials if trial.issue == NOTHING_THERE]
    if missing:
        console.print(f"nothing at {', '.join(missing)}", style="dim", markup=False)
    for number, sample in enumerate(report.samples, 1):
        _print_sample(number, sample, console)
    for note in report.notes:
        console.print(f"note: {note}", markup=False)
    for doubt in report.doubts:
        console.print(f"warning: {doubt}", style="yellow", markup=False)


def verdict_of(sample: Sample) -> str:
    """What a crawl would do with a sample: `accepted`, the reason of its rejection, or why it was not fetched."""
    if sample.issue:
        return f"not fetched: {sample.issue}"
    if sample.rejected:
        detail = f" ({sample.rejected.detail})" if sample.rejected.detail else ""
        return sample.rejected.reason + detail
    return "accepted"


def _ways_table(report: Report) -> Table:
    table = Table("way", Column("address", overflow="fold"), "articles", "newest", "whole", "deep", "")
    for trial in report.trials:
        if trial.issue == NOTHING_THERE:
            continue
        table.add_row(
            trial.ask.way,
            _place(trial, report),
            str(len(trial.links)) if trial.works else "-",
            _newest_day(trial),
            str(_whole(trial)) if trial.works else "",
            "yes" if trial.deep else "",
            "followed" if trial in report.chosen else trial.issue or "works",
        )
    return table


def _place(trial: Trial, report: Report) -> str:
    return trial.template.removeprefix(report.source.url) or "/"


def _print_sample(number: int, sample: Sample, console: Console) -> None:
    article = sample.article
    console.print(f"\n{number}. {(article and article.title) or sample.link.title or sample.link.url}", markup=False)
    console.print(f"   {sample.link.url}", style="dim", markup=False)
    console.print(f"   verdict: {verdict_of(sample)}", markup=False)
    if article is None:
        return
    at, source = article.published.at, article.published.source
    console.print(f"   published: {f'{at.isoformat()} ({source})' if at else 'no date found'}", markup=False)
    console.print(f"   begins: {article.paragraphs[0][:300] if article.paragraphs else 'no text'}", markup=False)
    for removed in article.removed[:MOST_STRIPPED]:
        console.print(f"   stripped: {removed.text[:100]} [{removed.rule}]", style="dim", markup=False)
    if len(article.removed) > MOST_STRIPPED:
        console.print(f"   stripped: {len(article.removed) - MOST_STRIPPED} more", style="dim", markup=False)


def _trial_json(trial: Trial, chosen: bool) -> dict[str, Any]:
    return {
        "way": trial.ask.way,
        "address": trial.template,
        "works": trial.works,
        "followed": chosen,
        "articles": len(trial.links),
        "whole": _whole(trial),
        "newest": _newest_day(trial) or None,
        "reaches_back": trial.deep,
        "issue": trial.issue,
    }


def _sample_json(sample: Sample) -> dict[str, Any]:
    article = sample.article
    return {
        "url": sample.link.url,
        "way": sample.link.way,
        "handed_out": sample.link.page is not None,
        "verdict": verdict_of(sample),
        "accepted": article is not None and sample.rejected is None,
        "title": article.title if article else sample.link.title,
        "published_at": article.published.at.isoformat() if article and article.published.at else None,
        "published_source": article.published.source if article else None,
        "first_paragraph": article.paragraphs[0] if article and article.paragraphs else None,
        "removed": [{"text": each.text, "rule": each.rule} for each in article.removed] if article else [],
    }


def _newest_day(trial: Trial) -> str:
    at = newest(trial.links)
    return at.date().isoformat() if at else ""


def _whole(trial: Trial) -> int:
    return sum(link.page is not None for link in trial.links)
