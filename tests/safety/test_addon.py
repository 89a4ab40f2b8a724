"""What the add-on switches on and off."""

import pytest
from scrapy.settings import Settings

from crawler.addon import LapaswireAddon


def settings_with(**own: object) -> Settings:
    settings = Settings()
    settings.setdict(own, "project")
    LapaswireAddon().update_settings(settings)
    return settings


@pytest.mark.parametrize(
    "name",
    ["TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "HTTPPROXY_ENABLED", "COOKIES_ENABLED", "METAREFRESH_ENABLED"],
)
def test_what_is_off(name: str) -> None:
    assert settings_with().getbool(name) is False


def test_nothing_but_the_web_is_fetched_and_certificates_are_checked() -> None:
    settings = settings_with()
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert settings.getint("DOWNLOAD_MAXSIZE") == 10 * 1024 * 1024
    assert settings.getfloat("DOWNLOAD_DELAY_JITTER") == 0


def test_stock_parts_that_were_replaced_are_gone() -> None:
    enabled = settings_with().get_component_priority_dict_with_base("DOWNLOADER_MIDDLEWARES")
    names = {
        (name if isinstance(name, str) else name.__name__).rpartition(".")[2]
        for name, at in enabled.items()
        if at is not None
    }
    assert {"RobotsMiddleware", "ArchiveMiddleware", "UrlGuard", "PaceMiddleware"} <= names
    assert not names & {"RobotsTxtMiddleware", "OffsiteMiddleware", "HttpCacheMiddleware", "HttpProxyMiddleware"}
    assert enabled["crawler.archive.middleware.ArchiveMiddleware"] == max(filter(None, enabled.values()))


def test_a_projects_own_settings_win() -> None:
    settings = settings_with(DOWNLOAD_DELAY=7, DOWNLOADER_MIDDLEWARES={"milik.Sendiri": 10}, USER_AGENT="lain/1")
    assert settings.getfloat("DOWNLOAD_DELAY") == 7
    assert settings["USER_AGENT"] == "lain/1"
    assert settings.getdict("DOWNLOADER_MIDDLEWARES")["milik.Sendiri"] == 10
    assert "crawler.safety.urls.UrlGuard" in settings.getdict("DOWNLOADER_MIDDLEWARES")


def test_without_a_reactor_there_is_no_guard_and_no_crawl() -> None:
    with pytest.raises(RuntimeError, match="reactor"):
        settings_with(TWISTED_REACTOR_ENABLED=False)
