"""Speed and quality of linking, and of the topic's gate, on texts made from the gazetteer."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from time import process_time

from pipelines.entities import link_units
from pipelines.entities.units.gazetteer import Unit, gazetteer
from pipelines.records import Document, Page, SourceFacts, Text
from pipelines.topic import gate
from tests.entities.units.cases import ids, text_of
from tests.entities.units.test_surface_forms import FORMS

ARTICLES = 300
PARAGRAPHS = 8
FILLER = (
    "Pertemuan itu membahas patroli bersama, pertukaran informasi, dan pemeriksaan barang titipan yang masuk. "
    "Para petugas sepakat menambah pengawasan pada malam hari dan akhir pekan, ketika jumlah pembesuk paling banyak. "
)


def report() -> str:
    """A section of Markdown: processor time per article, and how many units written in all forms are found again."""
    chance = random.Random(7)
    articles = [_article(chance) for _ in range(ARTICLES)]
    link_units(articles[0], SourceFacts())
    times = [_milliseconds(lambda text=text: link_units(text, SourceFacts())) for text in articles]  # type: ignore[misc]
    right, total = _forms_found()
    page = _page()
    gate_times = [_milliseconds(lambda: gate(page)) for _ in range(ARTICLES)]
    return "\n".join(
        (
            "## Units",
            "",
            f"- Linking {ARTICLES} articles of {PARAGRAPHS} paragraphs with six units each: "
            f"median {median(times):.2f} ms, 95th percentile {sorted(times)[int(ARTICLES * 0.95)]:.2f} ms.",
            f"- {len(gazetteer().units):,} units written in {total:,} ways: {right / total:.4%} found again.",
            f"- The gate on a page off topic ({len(page.markup) // 1000} kB): median {median(gate_times):.2f} ms.",
        )
    )


def _page() -> Document:
    """A page off topic of a usual size, half of it scripts, whose menu and sidebar hold the words of both sides."""
    menu = (
        "<li class='menu-item menu-item-type-custom'><a href='/berita/razia'>Razia di Lapas bersama Polres</a></li>"
        * 250
    )
    script = f"<script>{'window.dataLayer.push({}); ' * 2200}</script>"
    body = f"<h1>Pertemuan</h1>{f'<p>{FILLER}</p>' * 40}"
    markup = f"<html><head>{script}</head><body><ul>{menu}</ul><article>{body}</article></body></html>"
    return Document(Page("https://contoh.example/1", b"", datetime.now(UTC)), markup)


def _milliseconds(action: Callable[[], object]) -> float:
    started = process_time()
    action()
    return 1000 * (process_time() - started)


def _article(chance: random.Random) -> Text:
    units = chance.sample([unit for unit in gazetteer().units.values() if unit.kind in FORMS], 6)
    named = [chance.choice(list(FORMS[unit.kind](unit))) for unit in units]
    paragraphs = [
        f"{FILLER}{chance.choice(named)} dan {chance.choice(named)} hadir. {FILLER}" for _ in range(PARAGRAPHS)
    ]
    return text_of(*paragraphs, title=f"{named[0]} Kunjungi {named[1]}")


def _forms_found() -> tuple[int, int]:
    right = total = 0
    for unit in gazetteer().units.values():
        for form in FORMS[unit.kind](unit) if unit.kind in FORMS else ():
            text = text_of(f"Petugas {form} menggelar kegiatan di {_where(unit)}, {unit.province}, Selasa.")
            right += ids(link_units(text, SourceFacts())) == [unit.id]
            total += 1
    return right, total


def _where(unit: Unit) -> str | None:
    return gazetteer().regencies[unit.regency].name if unit.regency else unit.province
