"""The queue's tables may lie in the same database."""

from alembic import command
from procrastinate.schema import SchemaManager

from pipelines.store.engine import alembic_config, open_engine, upgrade
from pipelines.store.stats import check
from tests.store.conftest import put
from tests.support.articles import article, text
from tests.support.postgres import Server


def test_the_queues_tables_are_no_fault(server: Server) -> None:
    engine = open_engine(server.database())
    queue = engine.raw_connection()
    queue.cursor().execute(SchemaManager.get_schema())
    queue.commit()
    queue.close()
    upgrade(engine)
    put(engine, article("https://kabar-a.test/satu", text(1)))
    assert check(engine) == []
    with engine.connect() as connection:
        command.check(alembic_config(connection))
        assert "procrastinate_jobs" in engine.dialect.get_table_names(connection)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM officials").scalar_one() == 1
