"""Linking never fails, and its spans are true, whatever the text."""

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.entities import link_units
from pipelines.records import SourceFacts
from tests.entities.units.cases import link, text_of

VOCABULARY = """
Lapas Kalapas Rutan LPKA Bapas LP Kanwil Ditjenpas Polres Polresta Metro Polsek Kapolsek Polda BNN BNNK
Polri Mapolres Kepolisian Resor Kota Kabupaten Negara Kelas IIA II B (Lapas) ( ) dan , . - / & RI setempat
Perempuan Narkotika Khusus Cilegon Tangerang Serang Banjar Batu Metro Jaya Papua Selatan Aceh Utara D. I.
Yogyakarta Pulau Pulau-Pulau Lease Ba'a 50 Kota Kepala Bima Bambang petugas menggelar razia
"""
WORDS = [*VOCABULARY.split(), "\u00a0"]
passages = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(passages, st.lists(passages, max_size=3))
def test_spans_are_true_and_do_not_overlap(title: str, paragraphs: list[str]) -> None:
    text = text_of(*paragraphs, title=title)
    found = link_units(text, SourceFacts(region="Banten"))
    seen: dict[int | None, list[tuple[int, int]]] = {}
    for spans in (*(unit.spans for unit in found.prisons), *(unit.spans for unit in found.police)):
        assert spans
        for span in spans:
            passage = title if span.paragraph is None else paragraphs[span.paragraph]
            assert passage[span.start : span.end] == span.text
            assert 0 < span.confidence <= 1
            seen.setdefault(span.paragraph, []).append((span.start, span.end))
    for places in seen.values():
        ordered = sorted(places)
        assert all(first[1] <= second[0] for first, second in pairwise(ordered))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_characters(passage: str) -> None:
    link(passage, title=passage)


@pytest.mark.parametrize(
    "piece", ["Lapas ", "Kota ", "(a) ", "Kelas II ", "dan Lapas ", "Polres Tegal, ", "Lapas dan ", "A", " "]
)
def test_hostile_lengths_cost_little(piece: str) -> None:
    started = perf_counter()
    link("Lapas " + piece * 5000)
    assert perf_counter() - started < 5
