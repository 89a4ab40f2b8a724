"""`lapaswire browse`: the records as web pages, on loopback."""

from typing import Annotated

import typer

from crawler.config import settings
from crawler.console import fail, news
from crawler.jobs.tools import open_database


def run(
    host: Annotated[str, typer.Option(help="address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="port to listen on")] = 8400,
) -> None:
    """Show the records as web pages until a signal ends it."""
    try:
        import uvicorn

        from pipelines.browse import browse_app
    except ImportError:
        fail('The pages need the extra "browse": pip install "lapaswire[browse]"')
    app = browse_app(open_database(settings()))
    news().print(f"http://{host}:{port}/ (Ctrl+C ends it)", markup=False)
    uvicorn.run(app, host=host, port=port, log_level="warning")
