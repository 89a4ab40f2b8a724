"""The dataset card in the form of Hugging Face: YAML for machines, then Markdown for people."""

from collections.abc import Iterator

import orjson

from pipelines.export.about import ABOUT, CARD, SECTIONS
from pipelines.export.columns import Column
from pipelines.export.manifest import Manifest

SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
LARGEST = "1M<n<10M"


def card(manifest: Manifest, columns: tuple[Column, ...]) -> str:
    """The README of the dataset's folder."""
    return "\n".join((*_front(manifest), *_body(manifest, columns), ""))


def _front(manifest: Manifest) -> Iterator[str]:
    """The block that catalogues read. JSON values are YAML too, which spares a writer of our own."""
    size = next((name for limit, name in SIZES if manifest.rows < limit), LARGEST)
    config = {"config_name": "default", "data_files": [{"split": "train", "path": manifest.file}], "default": True}
    values = {"pretty_name": ABOUT["title"], **CARD, "size_categories": [size], "configs": [config]}
    yield "---"
    for key, value in values.items():
        yield f"{key}: {orjson.dumps(value).decode()}"
    yield "---"


def _body(manifest: Manifest, columns: tuple[Column, ...]) -> Iterator[str]:
    yield f"\n# {ABOUT['title']}\n\n{ABOUT['about']}\n"
    counts = ", ".join(f"{count} {op}" for op, count in manifest.counts.items())
    yield f"{manifest.rows} rows ({counts}), cursor {manifest.cursor}, made {manifest.created_at}.\n"
    for heading, text in SECTIONS.items():
        yield f"## {heading}\n\n{text}\n"
    yield f"## Rights\n\n{ABOUT['rights']}\n"
    yield "## Columns\n\n| column | type | what it tells |\n|---|---|---|"
    for column in columns:
        yield f"| `{column.name}` | {type_name(column)} | {column.about} |"


def type_name(column: Column) -> str:
    """The type in words."""
    return f"list of {column.type}" if column.many else column.type
