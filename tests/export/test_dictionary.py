"""The data dictionary knows every table and column, and the page is up to date."""

from pathlib import Path

from pipelines.export.dictionary import dictionary
from pipelines.store.models import Base
from pipelines.tables import toml_table

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_every_table_and_column_of_the_database_is_described() -> None:
    described = {name: set(table["columns"]) for name, table in toml_table("export/tables.toml").items()}
    there = {table.name: {column.name for column in table.columns} for table in Base.metadata.tables.values()}
    assert described == there, "seeds/export/tables.toml and the tables of the database differ"


def test_the_page_is_up_to_date() -> None:
    renew = "python -m pipelines.export.dictionary > docs/data-dictionary.md"
    assert PAGE.read_text(encoding="utf-8") == dictionary(), f"renew it: {renew}"
