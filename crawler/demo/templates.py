"""Fills the templates under `templates/<site>/`: `shell.html` around `article.html` or entries of `entry.html`."""

import re
from collections.abc import Mapping
from functools import cache
from html import escape
from string import Template

from crawler.demo.stories import demo_file

MENU_LINK = re.compile(r"""href=["']\$base([^"']+)""")
VARIABLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


@cache
def theme(site: str, part: str) -> str:
    """The template `part` of a site."""
    return demo_file("templates", site, part).read_text(encoding="utf-8")


@cache
def menu(site: str) -> frozenset[str]:
    """The addresses that every page of a site links to, without its base."""
    return frozenset(MENU_LINK.findall(theme(site, "shell.html")))


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its variables; a line that names an empty one is left out, as sites leave out empty fields."""
    lines = [line for line in template.splitlines() if all(values[name] for name in _named(line))]
    return Template("\n".join(lines) + "\n").substitute(values)


def _named(line: str) -> list[str]:
    return [braced or bare for braced, bare in VARIABLE.findall(line)]


def safe(text: str | None) -> str:
    """Text as HTML."""
    return escape(text or "", quote=False)
