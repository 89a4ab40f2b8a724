"""The vote among copies of one release."""

from pipelines.dates import Ballot, vote
from pipelines.records import EventDay


def ballot(day: str | None, confidence: float, source: str) -> Ballot:
    return Ballot(EventDay(day, None, day, confidence), source)


def test_the_day_told_with_most_confidence_wins_and_the_vote_is_recorded() -> None:
    outcome = vote([ballot("2025-03-11", 0.5, "a"), ballot("2025-03-12", 0.9, "b"), ballot("2025-03-12", 0.98, "c")])
    assert outcome.day.date == "2025-03-12"
    assert outcome.day.confidence == 0.79 and "copies-disagree" in outcome.day.issues
    assert outcome.tally == (("2025-03-12", 1.88, ("b", "c")), ("2025-03-11", 0.5, ("a",)))


def test_copies_that_agree_keep_the_surest_evidence() -> None:
    outcome = vote([ballot("2025-03-12", 0.7, "a"), ballot("2025-03-12", 0.98, "b"), ballot(None, 0.0, "c")])
    assert outcome.unanimous and outcome.day == EventDay("2025-03-12", None, "2025-03-12", 0.98)


def test_a_tie_is_no_day() -> None:
    outcome = vote([ballot("2025-03-11", 0.9, "a"), ballot("2025-03-12", 0.9, "b")])
    assert outcome.day.date is None and outcome.day.issues == ("copies-disagree",)


def test_no_copy_tells_the_day() -> None:
    assert vote([ballot(None, 0.0, "a")]).day.issues == ("no-copy-tells-the-day",)


def test_the_order_of_the_copies_does_not_matter() -> None:
    ballots = [ballot("2025-03-11", 0.6, "a"), ballot("2025-03-12", 0.8, "b"), ballot("2025-03-12", 0.8, "c")]
    assert vote(ballots) == vote(reversed(ballots))
