"""The Scrapy settings module; the add-on sets all that matters, from the settings of the program."""

BOT_NAME = "lapaswire"
SPIDER_MODULES = ["crawler.spiders"]
ADDONS = {"crawler.addon.LapaswireAddon": 100}
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
TWISTED_DNS_RESOLVER = "crawler.safety.resolver.GuardedResolver"
LOG_LEVEL = "INFO"
