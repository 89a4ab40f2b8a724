"""The lines of a body on their way to paragraphs, with everything that was taken from them."""

from dataclasses import dataclass, field

from pipelines.records import Removed
from pipelines.text.credits import Credit
from pipelines.text.lines import Line


@dataclass(slots=True)
class Cleaned:
    """The paragraphs, and what was taken from them; `headline` is a line that the page's title begins with."""

    lines: list[Line]
    removed: list[Removed] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    dateline: str | None = None
    headline: str | None = None

    def drop(self, text: str, rule: str) -> None:
        """Keeps what a rule took out."""
        if text.strip():
            self.removed.append(Removed(text.strip(), rule))
