"""One Scrapy add-on that switches on safety, politeness and the archive, and switches off the unsafe defaults."""

from typing import Any

from scrapy.settings import BaseSettings, Settings

from crawler.archive.cache import FETCH_LOG
from crawler.config import settings as configuration
from crawler.safety.pace import PAST_WAITS
from crawler.safety.resolver import ALLOW_ADDRESSES, RESOLVE

PRIORITY = "addon"
STOCK = "scrapy.downloadermiddlewares"
MIDDLEWARES: dict[str, int | None] = {
    f"{STOCK}.offsite.OffsiteMiddleware": None,
    f"{STOCK}.robotstxt.RobotsTxtMiddleware": None,
    f"{STOCK}.httpauth.HttpAuthMiddleware": None,
    f"{STOCK}.redirect.MetaRefreshMiddleware": None,
    f"{STOCK}.httpcompression.HttpCompressionMiddleware": None,
    f"{STOCK}.redirect.RedirectMiddleware": None,
    f"{STOCK}.cookies.CookiesMiddleware": None,
    f"{STOCK}.httpproxy.HttpProxyMiddleware": None,
    f"{STOCK}.httpcache.HttpCacheMiddleware": None,
    "crawler.safety.urls.UrlGuard": 50,
    "crawler.safety.robots.RobotsMiddleware": 100,
    "crawler.safety.limits.FailureMiddleware": 120,
    "crawler.safety.limits.UnpackMiddleware": 590,
    "crawler.safety.limits.RedirectLimit": 600,
    "crawler.safety.pace.PaceMiddleware": 650,
    "crawler.archive.cache.ConditionalMiddleware": 900,
    "crawler.archive.middleware.ArchiveMiddleware": 950,
}
EXTENSIONS: dict[str, int | None] = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "crawler.safety.limits.TypeLimit": 0,
}
HANDLERS = {
    "http": "crawler.safety.handler.GuardedHandler",
    "https": "crawler.safety.handler.GuardedHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
FIXED: dict[str, Any] = {
    # Nothing but the crawl itself may come in or go out.
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
    "COOKIES_ENABLED": False,
    "HTTPCACHE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,  # our own middleware obeys
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "DOWNLOAD_WARNSIZE": 0,
    "DOWNLOAD_FAIL_ON_DATALOSS": True,
    "REDIRECT_MAX_TIMES": 5,
    "DEPTH_LIMIT": 1000,
    "URLLENGTH_LIMIT": 0,  # the guard of addresses counts the long ones
    # Politeness: a fixed delay, never less.
    "DOWNLOAD_DELAY_JITTER": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 2,
    "CONCURRENT_REQUESTS": 4,  # of one source: those that wait for their turn also delay the end of a stopped crawl
    # Speed, by measure.
    "CONCURRENT_ITEMS": 1,
    "METAREFRESH_ENABLED": False,
    "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.ScrapyPriorityQueue",
    # A crawl must see every answer: unchanged, gone and failing pages tell apart quiet, broken and blocked.
    "HTTPERROR_ALLOW_ALL": True,
    "DEFAULT_REQUEST_HEADERS": {
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language": "id,en;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    },
    FETCH_LOG: "crawler.archive.cache.StoreLog",
    PAST_WAITS: "crawler.safety.memory.StorePaces",
}


class LapaswireAddon:
    """Enabled by `ADDONS = {"crawler.addon.LapaswireAddon": 100}`; what the project's settings say themselves wins."""

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """What Scrapy reads before there is a crawler: the resolver, and what it lets through."""
        config = configuration()
        settings.set("TWISTED_DNS_RESOLVER", "crawler.safety.resolver.GuardedResolver", PRIORITY)
        settings.set(ALLOW_ADDRESSES, list(config.allow_addresses), PRIORITY)
        settings.set(RESOLVE, dict(config.resolve), PRIORITY)

    def update_settings(self, settings: Settings) -> None:
        """Everything else. Raises RuntimeError where the guard could not stand before the network."""
        if not settings.getbool("TWISTED_REACTOR_ENABLED"):
            raise RuntimeError("lapaswire needs Scrapy's reactor: without it no guard stands before the network")
        self.update_pre_crawler_settings(settings)
        for name, value in (FIXED | _configured()).items():
            settings.set(name, value, PRIORITY)
        for name, entries in (
            ("DOWNLOADER_MIDDLEWARES", MIDDLEWARES),
            ("EXTENSIONS", EXTENSIONS),
            ("DOWNLOAD_HANDLERS", HANDLERS),
        ):
            settings.set(name, {**entries, **settings.getdict(name)}, "cmdline")


def _configured() -> dict[str, Any]:
    config = configuration()
    return {
        "USER_AGENT": config.agent,
        "DOWNLOAD_DELAY": config.delay,
        "DOWNLOAD_MAXSIZE": config.max_body,
        "DOWNLOAD_TIMEOUT": config.timeout,
    }
