"""A passage as the readers of people see it."""

from dataclasses import dataclass

from pipelines.entities.people import lexicons
from pipelines.entities.people.words import Words, words_of


@dataclass(frozen=True, slots=True)
class Passage:
    """The text, its words, and the words that the whole article shows to be names."""

    text: str
    words: Words
    voices: frozenset[str]

    def knows(self, key: str) -> bool:
        """Whether the word is a name by the table or by the article."""
        return lexicons.is_given(key) or (len(key) > 2 and key in lexicons.abbreviations()) or key in self.voices


def passage_of(text: str, voices: frozenset[str]) -> Passage:
    """The passage, cut into words."""
    return Passage(text, words_of(text), voices)
