"""`lapaswire alerts test`: sends a test message to every alert channel."""

import typer

from crawler.config import settings
from crawler.console import DONE_WITH_FAILURES, console, fail
from crawler.monitor.alerts import send

app = typer.Typer(help="The alert channels.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """The alert channels: Apprise addresses in LAPASWIRE_ALERTS or `alerts` in lapaswire.toml."""


@app.command()
def test() -> None:
    """Send a test message to every channel."""
    addresses = settings().alerts
    if not addresses:
        fail('No channel is set. Set `alerts = ["tgram://…"]` in lapaswire.toml or LAPASWIRE_ALERTS.')
    failed = send(addresses, "lapaswire: a test", "This channel hears when a source changes its state.")
    for channel in failed:
        console().print(f"{channel} did not take the message", style="red")
    console().print(f"{len(addresses) - len(failed)} of {len(addresses)} channels took the message")
    if failed:
        raise typer.Exit(DONE_WITH_FAILURES)
