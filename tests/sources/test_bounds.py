"""What a source file expects of a run is compared, and only what is unusual is told."""

import pytest

from crawler.sources import Bounds


@pytest.mark.parametrize(("count", "told"), [(4, "at least 5"), (5, None), (9, None), (10, "at most 9")])
def test_a_count_outside_the_bounds_is_told(count: int, told: str | None) -> None:
    breach = Bounds(min=5, max=9).breach(count)
    assert (told in (breach or "")) if told else breach is None


def test_without_an_upper_bound_nothing_is_too_much() -> None:
    assert Bounds(min=1).breach(10_000) is None
