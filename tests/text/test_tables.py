"""The example lines of the tables: what a rule removes goes, what it keeps stays."""

import re

import pytest

from pipelines.tables import toml_table
from pipelines.text.signoff import cut_signoff
from tests.text.pages import FIRST, PARAGRAPHS, SECOND, THIRD, markup, paragraphs, text_of_page

TABLE = toml_table("boilerplate.toml")
ROWS = [(kind, row) for kind in ("labels", "lines", "invitations") for row in TABLE[kind]]
REMOVES = [(row["id"], row.get("place", "any"), line) for _, row in ROWS for line in row["removes"]]
KEEPS = [(row["id"], line) for _, row in ROWS for line in row["keeps"]]


@pytest.mark.parametrize(("rule", "place", "line"), REMOVES)
def test_an_example_line_goes(rule, place, line):
    where = {"head": (line, *PARAGRAPHS), "tail": (*PARAGRAPHS, line)}.get(place, (FIRST, SECOND, line, THIRD))
    text = text_of_page(markup(paragraphs(*(part.replace("<", "&lt;") for part in where))))
    assert text.paragraphs == PARAGRAPHS
    assert any(re.fullmatch(r"[a-z-]+/\d+", gone.rule) for gone in text.removed), rule


@pytest.mark.parametrize(("rule", "line"), KEEPS)
def test_a_line_that_only_looks_like_it_stays(rule, line):
    text = text_of_page(markup(paragraphs(FIRST, SECOND, line, THIRD)))
    assert line in text.paragraphs


@pytest.mark.parametrize("sign", TABLE["endings"][0]["removes"])
def test_a_sign_off_goes(sign):
    assert cut_signoff(f"Kegiatan berjalan lancar.{sign}")[0] == "Kegiatan berjalan lancar."
    assert cut_signoff(f"“Siap,” katanya. {sign}")[0] == "“Siap,” katanya."


@pytest.mark.parametrize("sign", TABLE["endings"][0]["keeps"])
def test_brackets_of_the_sentence_stay(sign):
    assert cut_signoff(f"Kasus itu ditangani unit {sign}")[0] == f"Kasus itu ditangani unit {sign}"


def test_every_rule_has_an_id_a_version_and_examples():
    for kind in ("labels", "lines", "invitations", "inline", "endings", "stops"):
        for row in TABLE[kind]:
            assert row["id"]
            assert row["version"] >= 1
    assert all(row["removes"] and row["keeps"] for _, row in ROWS)
