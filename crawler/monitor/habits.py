"""What is usual for a source, and whether its newest runs are more than bad luck against it. Pure."""

from dataclasses import dataclass
from math import comb

BAD_SHARE = 0.5
UNLIKELY = 0.003
MOST_COUNTED = 500


@dataclass(slots=True)
class Habit:
    """Counts of bad things out of all, before and within the newest stretch of runs that were mostly bad.

    `doubt` is how many good ones are taken for seen before anything was: the more, the sooner a bad start is told.
    `unlikely` is the probability below which bad luck is no explanation any more.
    """

    doubt: int = 1
    unlikely: float = UNLIKELY
    usual_bad: int = 0
    usual: int = 0
    bad: int = 0
    recent: int = 0

    def add(self, bad: int, out_of: int) -> None:
        """Takes in one run; one without any of the things tells nothing."""
        if not out_of:
            return
        if bad >= BAD_SHARE * out_of:
            self.bad, self.recent = self.bad + bad, self.recent + out_of
            return
        if not self.broken:  # what was told as broken is no habit
            self.usual_bad, self.usual = self.usual_bad + self.bad, self.usual + self.recent
        self.bad = self.recent = 0
        self.usual_bad, self.usual = self.usual_bad + bad, self.usual + out_of

    @property
    def broken(self) -> bool:
        """Whether so many bad ones would hardly come by chance."""
        return bool(self.recent) and at_least(self.bad, self.recent, self.usual_share) <= self.unlikely

    @property
    def share(self) -> float:
        """The share of bad ones in the newest stretch."""
        return self.bad / self.recent

    @property
    def usual_share(self) -> float:
        """The share that is to be expected by what was before (rule of succession)."""
        return (self.usual_bad + 1) / (self.usual + self.doubt + 1)


def at_least(count: int, out_of: int, share: float) -> float:
    """How probable `count` or more out of `out_of` are where each has the probability `share`."""
    if out_of > MOST_COUNTED:  # so many leave nothing to chance
        return float(count <= share * out_of)
    return sum(comb(out_of, k) * share**k * (1 - share) ** (out_of - k) for k in range(count, out_of + 1))
