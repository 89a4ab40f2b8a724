"""The web pages: a list with a form, and a page for each release; `.json` behind an address gives the same as data."""

import math
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.templating import Jinja2Templates
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from pipelines.browse.listing import PAGE_SIZE, Asked, choices, listed
from pipelines.browse.marks import marked
from pipelines.store.coverage import covered
from pipelines.store.engine import reading
from pipelines.store.records import find_release

TEMPLATES = Jinja2Templates(Path(__file__).parent / "templates")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


pages = APIRouter()


def browse_app(engine: Engine) -> FastAPI:
    """The application over a database; it only reads."""
    app = FastAPI(title="lapaswire", docs_url=None, redoc_url=None)
    app.state.engine = engine
    app.middleware("http")(_harden)
    app.include_router(pages)
    return app


def _session(request: Request) -> Iterator[Session]:
    with reading(request.app.state.engine) as opened:
        yield opened


Reading = Annotated[Session, Depends(_session)]
Asking = Annotated[Asked, Query()]


async def _harden(request: Request, call_next: Any) -> Response:
    response: Response = await call_next(request)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@pages.get("/", response_class=HTMLResponse)
def home(request: Request, session: Reading, asked: Asking) -> Response:
    """The list of releases under a form that narrows it."""
    lines, total = listed(session, asked)
    shown = {"lines": lines, "total": total, "asked": asked, "pages": _pages(asked, total), **choices(session)}
    return TEMPLATES.TemplateResponse(request, "list.html", shown)


@pages.get("/releases.json")
def releases_json(session: Reading, asked: Asking) -> Response:
    """The same list as data."""
    lines, total = listed(session, asked)
    return JSONResponse({"total": total, "page": asked.page, "releases": [asdict(line) for line in lines]})


@pages.get("/release/{key}.json")
def release_json(key: str, session: Reading) -> Response:
    """One release as data."""
    return JSONResponse(_found(session, key))


@pages.get("/release/{key}", response_class=HTMLResponse)
def release(request: Request, key: str, session: Reading) -> Response:
    """One release with its evidence marked in the text."""
    found = _found(session, key)
    return TEMPLATES.TemplateResponse(request, "release.html", {"release": found, "paragraphs": marked(found)})


@pages.get("/units.json")
def units_json(session: Reading) -> Response:
    """What was told of each unit, as data."""
    return JSONResponse([_plain(asdict(each)) for each in covered(session, "unit")])


@pages.get("/units", response_class=HTMLResponse)
def units(request: Request, session: Reading) -> Response:
    """What was told of each unit, and which were never told of."""
    return TEMPLATES.TemplateResponse(request, "units.html", {"units": covered(session, "unit")})


def _found(session: Session, key: str) -> dict[str, Any]:
    found = find_release(session, key)
    if found is None:
        raise HTTPException(404, f"no release {key}")
    return found


def _pages(asked: Asked, total: int) -> list[tuple[int, str]]:
    """The numbers and addresses of the pages near the one that is shown."""
    last = max(math.ceil(total / PAGE_SIZE), 1)
    near = [number for number in range(1, last + 1) if number in (1, last) or abs(number - asked.page) <= 2]
    return [(number, "?" + urlencode(_told(asked.model_copy(update={"page": number})))) for number in near]


def _told(asked: Asked) -> dict[str, str]:
    return {key: str(value) for key, value in asked if value}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
