"""Who and what an article is about: units, people, quotes, the kind of event, tags."""

from pipelines.entities.kinds import classify
from pipelines.entities.people import find_people, officials
from pipelines.entities.quotes import find_quotes, without_names
from pipelines.entities.redact import redact
from pipelines.entities.tags import tag
from pipelines.entities.units import link_units

__all__ = [
    "classify",
    "find_people",
    "find_quotes",
    "link_units",
    "officials",
    "redact",
    "tag",
    "without_names",
]
