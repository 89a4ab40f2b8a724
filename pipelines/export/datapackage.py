"""The description of a dataset as a Data Package, as Frictionless tools read it."""

from typing import Any

from pipelines.export.about import ABOUT
from pipelines.export.columns import Column, Type
from pipelines.export.formats import Format
from pipelines.export.manifest import Manifest

Json = dict[str, Any]
TYPES: dict[Type, str] = {
    "text": "string",
    "number": "integer",
    "real": "number",
    "flag": "boolean",
    "day": "date",
    "instant": "datetime",
    "json": "object",
    "record": "object",
}


def datapackage(manifest: Manifest, form: Format, columns: tuple[Column, ...]) -> Json:
    """The description of the file that the manifest stands for."""
    return {
        "name": ABOUT["name"],
        "title": ABOUT["title"],
        "description": ABOUT["about"],
        "homepage": ABOUT["url"],
        "version": f"{manifest.schema_version}.{manifest.cursor}",
        "created": manifest.created_at,
        "licenses": [{"name": "other", "title": ABOUT["rights"]}],
        "resources": [
            {
                "name": "releases",
                "type": "table",
                "path": manifest.file,
                "format": form.name,
                "mediatype": form.media_type,
                "encoding": "utf-8",
                "bytes": manifest.bytes,
                "hash": f"sha256:{manifest.sha256}",
                "schema": {"fields": [_field(column) for column in columns], "primaryKey": ["id"]},
            }
        ],
    }


def _field(column: Column) -> Json:
    kind = "array" if column.many else TYPES[column.type]
    form = {"format": "any"} if kind == "datetime" else {}
    return {"name": column.name, "type": kind, **form, "description": column.about}
