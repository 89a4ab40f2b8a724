"""`normalize` and `explain` on saved pages."""

import json

import pytest
from typer.testing import CliRunner

from crawler.cli import app
from crawler.config import Settings
from tests.text.pages import FETCHED, FIRST, PARAGRAPHS, SECOND, THIRD, TITLE, URL, markup, paragraphs


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(markup(paragraphs(FIRST, "Baca juga: Panen Raya", SECOND, THIRD)), encoding="utf-8")
    return path


def test_explain_shows_what_went_and_why(saved):
    done = CliRunner().invoke(app, ["explain", str(saved), "--url", URL, "--fetched-at", FETCHED])
    assert done.exit_code == 0
    assert TITLE in done.output
    assert "[read-also/1] Baca juga: Panen Raya" in done.output


def test_explain_tells_a_rejection(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(markup("<p>Pendek.</p>"), encoding="utf-8")
    done = CliRunner().invoke(app, ["explain", str(path), "--url", URL])
    assert done.exit_code == 1
    assert "no-text" in done.output


def test_normalize_gives_a_line_for_each_line_in_order(saved, tmp_path):
    rows = [
        {"file": str(saved), "url": URL, "fetched_at": FETCHED, "any_topic": True},
        {"file": str(tmp_path / "missing.html"), "url": f"{URL}-2", "fetched_at": FETCHED},
        {"url": f"{URL}-3"},
        {"file": str(saved), "url": URL, "fetched_at": FETCHED, "any_topic": True},
    ]
    batch = tmp_path / "list.jsonl"
    batch.write_text("".join(json.dumps(row) + "\n" for row in rows) + "{broken\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["normalize", "--batch", str(batch)])
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert [answer["status"] for answer in answers] == ["accepted", "rejected", "rejected", "accepted", "rejected"]
    assert answers[0]["paragraphs"] == list(PARAGRAPHS)
    assert all(answer["reason"] == "unreadable" for answer in answers if answer["status"] == "rejected")


@pytest.mark.parametrize("arguments", [[], ["x.html"], ["x.html", "--url", URL, "--batch", "y.jsonl"]])
def test_wrong_use_is_exit_2(arguments):
    assert CliRunner().invoke(app, ["normalize", *arguments]).exit_code == 2


def test_explain_reads_a_page_as_one_of_its_source(saved, tmp_path, monkeypatch):
    (tmp_path / "warta-kita.toml").write_text(
        'name = "Warta Kita"\nurl = "https://wartakita.com"\nregion = "Papua"\n', encoding="utf-8"
    )
    near = '<div class="date">4 Februari 2025 14:05</div>'
    saved.write_text(markup(near=near), encoding="utf-8")
    monkeypatch.setattr("crawler.commands.explain.settings", lambda: Settings(sources_dir=tmp_path))
    asked = ["explain", str(saved), "--url", URL, "--fetched-at", FETCHED]
    assert "2025-02-04T14:05:00+07:00" in CliRunner().invoke(app, asked).output
    assert "2025-02-04T14:05:00+09:00" in CliRunner().invoke(app, [*asked, "--source", "warta-kita"]).output
