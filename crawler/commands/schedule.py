"""`lapaswire schedule`: crawls what is due, again and again."""

from datetime import UTC, datetime

import typer

from crawler.config import settings
from crawler.console import news
from crawler.followed import followed_sources
from crawler.jobs.run import InterruptedWorkError, in_reactor
from crawler.jobs.schedule import Schedule, keep_crawling
from crawler.jobs.tools import open_tools
from crawler.logs import log_to_file_and_terminal
from crawler.monitor.metrics import open_metrics
from crawler.monitor.status import health_of_all


def run() -> None:
    """Crawl what is due, again and again, in the foreground; SIGTERM stops it within seconds."""
    holding = settings()
    log_to_file_and_terminal(holding.data_dir / "logs" / "schedule.log", holding)
    sources, tell = followed_sources(holding), open_metrics(holding.metrics_port)
    with open_tools(holding) as tools:
        tell(None, health_of_all(tools.engine, sources.values(), datetime.now(UTC)))
        schedule = Schedule(tools, lambda: followed_sources(holding), tell)
        try:
            in_reactor(lambda process: keep_crawling(process, schedule))
        except InterruptedWorkError:
            news().print("stopped")
            raise typer.Exit(0) from None
