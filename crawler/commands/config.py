"""`lapaswire config`: the settings that hold, and where each comes from."""

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from crawler.config import Settings, origins, settings
from crawler.console import console

MASK = "********"


def run(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Show every setting with its value, where it comes from, and what it does; secrets are masked."""
    holding = settings()
    found = origins()
    rows = [
        (key, _shown(key, getattr(holding, key)), found.get(key, "default"), field.description or "")
        for key, field in Settings.model_fields.items()
    ]
    if as_json:
        print(json.dumps({key: {"value": value, "from": origin} for key, value, origin, _ in rows}, indent=2))
    else:
        _show_table(console(), rows)


def _shown(key: str, value: Any) -> Any:
    if key in Settings.SECRET_KEYS and value:
        return _masked(value)
    return value if isinstance(value, bool | int | float | dict | list | None) else _plain(value)


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        return dict.fromkeys(value, MASK)
    return [MASK] * len(value) if isinstance(value, tuple) else _without_password(str(value))


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else str(value)


def _without_password(address: str) -> str:
    scheme, mark, rest = address.partition("://")
    if mark and "@" in rest:
        user, _, host = rest.rpartition("@")
        return f"{scheme}://{user.partition(':')[0]}:{MASK}@{host}"
    return address


def _show_table(out: Console, rows: list[tuple[str, Any, str, str]]) -> None:
    table = Table("key", "value", "from", "what it does", box=None, header_style="bold")
    for key, value, origin, description in rows:
        table.add_row(key, "" if value is None else str(value), origin, description)
    out.print(table)
