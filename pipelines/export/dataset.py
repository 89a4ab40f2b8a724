"""A folder that is a dataset: the data, its manifest, and what catalogues and people want to read beside it."""

from pathlib import Path

import orjson
from sqlalchemy import Engine

from pipelines.export.card import card
from pipelines.export.croissant import croissant
from pipelines.export.datapackage import datapackage
from pipelines.export.files import ExportError, write_whole
from pipelines.export.formats import FORMATS
from pipelines.export.manifest import Manifest
from pipelines.export.release import export
from pipelines.export.selection import Selection, chosen_columns


def export_dataset(engine: Engine, form: str, folder: Path, since: int, selection: Selection) -> Manifest:
    """Writes `releases.FORMAT` with its manifest, README.md, croissant.json and datapackage.json into the folder.

    Raises ExportError, also for a folder with a README.md that is no card of ours.
    """
    _check(folder)
    folder.mkdir(parents=True, exist_ok=True)
    chosen = FORMATS[form]
    manifest = export(engine, form, folder / f"releases.{form}", since, selection)
    columns = chosen_columns(selection, chosen.columns())
    for name, description in (
        ("croissant.json", croissant(manifest, chosen, columns)),
        ("datapackage.json", datapackage(manifest, chosen, columns)),
    ):
        write_whole(folder / name, orjson.dumps(description, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    write_whole(folder / "README.md", card(manifest, columns).encode())
    return manifest


def _check(folder: Path) -> None:
    readme = folder / "README.md"
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder}: is a file; a dataset needs a folder of its own")
    if readme.exists() and not (folder / "croissant.json").exists():
        raise ExportError(f"{readme}: is there and no card of a dataset; choose another folder")
