"""What `--redact` takes out, wherever the sites' words are repeated."""

from pathlib import Path

import orjson
from sqlalchemy import Engine

from pipelines.export.release import export
from pipelines.export.selection import Selection
from pipelines.records import Anchor, DateMention, Quote
from pipelines.store.engine import writing
from tests.export.articles import article, paragraphs, store

PRIVATE = "Narapidana bernama Ucok Sembiring, NIK 3201011212900001, kabur Sabtu (1/3). Hubungi 0812-3456-7890."


def test_names_and_numbers_leave_text_title_and_quotes(engine: Engine, tmp_path: Path) -> None:
    mention = DateMention(
        "Sabtu (1/3)", 58, 69, "2025-03-01", "day", "event", "numeric", Anchor(None, "text"), 0.9, paragraph=0
    )
    told = article(
        1,
        title="Narapidana Ucok Sembiring Kabur",
        paragraphs=(PRIVATE, *paragraphs(1)),
        dates=(mention,),
        quotes=(Quote("Saya Ucok Sembiring menyesal", "Ucok Sembiring", "kata", 0),),
    )
    with writing(engine) as session:
        store(session, told)
    export(engine, "jsonl", tmp_path / "plain.jsonl")
    export(engine, "jsonl", tmp_path / "masked.jsonl", selection=Selection(redact=True))
    plain, masked = (orjson.loads((tmp_path / name).read_bytes()) for name in ("plain.jsonl", "masked.jsonl"))
    assert "Ucok" in orjson.dumps(plain).decode()
    text = orjson.dumps(masked).decode()
    assert not [word for word in ("Ucok", "Sembiring", "3201011212900001", "0812-3456") if word in text]
    assert masked["quotes"][0]["speaker"] is None
    assert (masked["dates"][0]["start"], masked["dates"][0]["value"]) == (None, "2025-03-01")
    assert masked["paragraphs"][1:] == plain["paragraphs"][1:]
    assert [person["name"] for person in masked["people"]] == ["Bagas Mahardi"]


def test_a_release_without_private_names_stays_as_it_is(filled: Engine, tmp_path: Path) -> None:
    export(filled, "jsonl", tmp_path / "plain.jsonl")
    export(filled, "jsonl", tmp_path / "masked.jsonl", selection=Selection(redact=True))
    assert (tmp_path / "plain.jsonl").read_bytes() == (tmp_path / "masked.jsonl").read_bytes()
