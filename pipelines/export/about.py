"""What the descriptions of a dataset say of it as a whole, from `seeds/export/about.toml`."""

from typing import Any

from pipelines.tables import toml_table

TABLE: dict[str, Any] = toml_table("export/about.toml")
ABOUT: dict[str, str] = {key: value.strip() for key, value in TABLE.items() if isinstance(value, str)}
SECTIONS: dict[str, str] = {heading: text.strip() for heading, text in TABLE["sections"].items()}
CARD: dict[str, Any] = TABLE["card"]
