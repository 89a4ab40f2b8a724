"""The description of a dataset in Croissant 1.0 (JSON-LD), as data catalogues read it."""

from typing import Any

from pipelines.export.about import ABOUT
from pipelines.export.columns import Column, Type
from pipelines.export.formats import Format
from pipelines.export.manifest import Manifest

Json = dict[str, Any]
TYPES: dict[Type, str] = {
    "text": "sc:Text",
    "number": "sc:Integer",
    "real": "sc:Float",
    "flag": "sc:Boolean",
    "day": "sc:Date",
    "instant": "sc:DateTime",
    "json": "sc:Text",
}
ENCODINGS = {"parquet": "application/x-parquet"}
"""Where Croissant has a name of its own for a media type."""
CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def croissant(manifest: Manifest, form: Format, columns: tuple[Column, ...]) -> Json:
    """The description of the file that the manifest stands for."""
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": ABOUT["name"],
        "description": ABOUT["about"],
        "url": ABOUT["url"],
        "license": ABOUT["rights"],
        "citeAs": ABOUT["citation"],
        "inLanguage": "id",
        "isLiveDataset": True,
        "version": f"{manifest.schema_version}.{manifest.cursor}",
        "datePublished": manifest.created_at,
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": manifest.file,
                "name": manifest.file,
                "contentUrl": manifest.file,
                "contentSize": f"{manifest.bytes} B",
                "encodingFormat": ENCODINGS.get(form.name, form.media_type),
                "sha256": manifest.sha256,
            }
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": "releases",
                "name": "releases",
                "description": "One row a release, or a release that is no more.",
                "key": {"@id": "releases/id"},
                "field": [_field(column, manifest.file) for column in columns],
            }
        ],
    }


def _field(column: Column, file: str) -> Json:
    """One column; a record tells those of its parts that are plain values, the others stand in the data dictionary."""
    told = _described(f"releases/{column.name}", column)
    source = {"fileObject": {"@id": file}, "extract": {"column": column.name}}
    if column.type != "record":
        return told | {"dataType": TYPES[column.type], "repeated": column.many, "source": source}
    parts = [part for part in column.parts if part.type not in ("record", "json") and not part.many]
    return told | {
        "repeated": column.many,
        "subField": [
            _described(f"{told['@id']}/{part.name}", part)
            | {"dataType": TYPES[part.type], "source": source | {"transform": {"jsonPath": part.name}}}
            for part in parts
        ],
    }


def _described(key: str, column: Column) -> Json:
    return {"@type": "cr:Field", "@id": key, "name": column.name, "description": column.about}
