"""Fingerprints, sketches, sentences, differences: pure functions over texts."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.dedup import fingerprint
from pipelines.dedup.copies import containment
from pipelines.dedup.differences import Difference, differences
from pipelines.dedup.fingerprint import shingles, sketch, sketches_alike, words, worth_comparing
from pipelines.dedup.sentences import alignment, sentences, shared_quote
from tests.support.articles import edited, text

PARAGRAPH = "Petugas menggeledah kamar hunian, Senin (3/3). Barang temuan disita petugas jaga."


def hashes(paragraphs: tuple[str, ...]) -> frozenset[int]:
    return shingles([word for paragraph in paragraphs for word in words(paragraph)])


def test_a_fingerprint_looks_at_words_alone() -> None:
    other = ("“Petugas” menggeledah  kamar-hunian, senin (3/3).", "Barang temuan disita, petugas jaga!")
    assert fingerprint((PARAGRAPH,)) == fingerprint(other)
    assert fingerprint((PARAGRAPH,)) != fingerprint(("Petugas menggeledah kamar hunian.",))
    assert fingerprint(()) == fingerprint(("…",))


def test_copies_share_a_sketch_and_others_do_not() -> None:
    one, copy, other = (sketch(hashes(paragraphs)) for paragraphs in (text(1), edited(text(1), 2), text(3)))
    assert worth_comparing(one, copy)
    assert sketches_alike(one, copy)
    assert not sketches_alike(one, other)


def test_a_short_text_is_always_compared() -> None:
    assert worth_comparing(sketch(hashes((PARAGRAPH,))), sketch(hashes(text(3))))
    assert not sketches_alike(b"", b"")


@given(st.lists(st.text(max_size=40), max_size=5).map(tuple))
def test_any_text_is_its_own_copy(paragraphs: tuple[str, ...]) -> None:
    own = hashes(paragraphs)
    assert containment(own, own) == (1.0 if own else 0.0)
    assert differences(paragraphs, paragraphs) == []


def test_alignment_passes_small_changes_and_left_out_sentences() -> None:
    one = sentences((PARAGRAPH, "Kepala regu memimpin apel pagi di lapangan."))
    other = sentences(("Petugas menggeledah kamar hunian pada Senin (3/3).",))
    assert alignment(one, other) == alignment(other, one) > 0.9
    assert alignment(one, ()) == 0.0
    assert alignment(sentences(text(1)), sentences(text(2))) == 0.0


def test_only_a_long_quote_proves_anything() -> None:
    long = "Kami tidak akan memberi ruang bagi barang terlarang di dalam sini"
    assert shared_quote([long], [f"“{long.upper()}.”"])
    assert not shared_quote(["Kami siap"], ["Kami siap"])


def test_differences_are_told_sentence_by_sentence() -> None:
    other = ("Petugas menggeledah kamar hunian, Selasa (4/3).", "Redaksi menambah kalimat ini.")
    assert differences((PARAGRAPH,), other) == [
        Difference("changed", "Petugas menggeledah kamar hunian, Senin (3/3).", other[0]),
        Difference("left out", "Barang temuan disita petugas jaga.", None),
        Difference("added", None, "Redaksi menambah kalimat ini."),
    ]


def test_a_moved_sentence_is_neither_left_out_nor_added() -> None:
    first, second, third = "Kepala regu memimpin apel.", "Barang temuan disita petugas.", "Tamu pulang sore hari."
    assert differences((first, second, third), (second, third, first)) == [Difference("moved", first, first)]
    assert sorted(found.what for found in differences((first, second, third), (third, first))) == ["left out", "moved"]
