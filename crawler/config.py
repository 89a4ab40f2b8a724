"""The settings of the program: environment, `.env` or `lapaswire.toml`, in this order of precedence."""

import os
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, PositiveInt, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from crawler.version import VERSION
from pipelines.errors import LapaswireError

PREFIX = "LAPASWIRE_"
ODD_ADDRESS = re.compile(r"[a-z0-9+.-]+:(?!//[^/]|///)|.*://$", re.IGNORECASE)
PROJECT_URL = "https://github.com/lapaswire/lapaswire"


class Settings(BaseSettings):
    """Every key of the program; the environment writes them `LAPASWIRE_<KEY>`; unknown keys are refused."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", toml_file="lapaswire.toml", extra="forbid", frozen=True
    )

    SECRET_KEYS: ClassVar[frozenset[str]] = frozenset({"database_url", "alerts", "archive_options"})

    data_dir: Path = Field(Path("data"), description="folder of the database, the archive and the run logs")
    database_url: str | None = Field(None, description="SQLAlchemy address; default: SQLite at DATA_DIR/lapaswire.db")
    sources_dir: Path = Field(
        Path("seeds/sources"), description="folder of your source files; they win over the bundled ones"
    )
    bundled_sources: bool = Field(True, description="follow the bundled sources too, besides those of SOURCES_DIR")
    contact: str = Field(PROJECT_URL, description="address or e-mail told to sites in the User-Agent")
    user_agent: str | None = Field(None, description="User-Agent; default: lapaswire/VERSION (+CONTACT)")
    delay: Annotated[float, Field(ge=0)] = Field(
        2.0, description="seconds between two requests to one site, where neither it nor its file says more"
    )
    processes: PositiveInt | None = Field(
        None, description="worker processes that extract pages; default: two in a crawl, else one for each processor"
    )
    concurrent_sources: PositiveInt = Field(8, description="sources crawled at the same time")
    allow_addresses: tuple[str, ...] = Field(
        (), description="networks outside the public internet that may be fetched, such as 127.0.0.0/8"
    )
    resolve: dict[str, str] = Field({}, description="addresses for host names, asked before DNS")
    revisit_days: tuple[PositiveInt, ...] = Field(
        (1, 7), description="days after publication on which an article is looked at again"
    )
    concurrent_per_address: PositiveInt = Field(
        4, description="requests at the same time to one network address, which many sites may share"
    )
    timeout: Annotated[float, Field(gt=0)] = Field(
        30.0, description="seconds that one request may take, from connecting to its last byte"
    )
    max_body: PositiveInt = Field(
        10 * 1024 * 1024, description="bytes of one answer, packed or unpacked, above which it is refused"
    )
    archive: str | None = Field(
        None, description="folder of the archive, or a storage to share: s3://BUCKET/PREFIX; default: DATA_DIR/archive"
    )
    archive_options: dict[str, Any] = Field(
        {}, description="options of the shared storage, such as endpoint_url, key, secret; else its usual environment"
    )
    archive_file_size: PositiveInt = Field(
        256 * 1024 * 1024, description="bytes after which the archive starts a new file"
    )
    archive_file_seconds: Annotated[float, Field(gt=0)] = Field(
        300.0, description="seconds after which a file for a shared storage is closed and put there"
    )
    honour_noarchive: bool = Field(True, description="keep no archived copy of pages that say `noarchive`")
    honour_noindex: bool = Field(True, description="take no article from pages that say `noindex`")
    keep_detainees: bool = Field(False, description="keep names of detainees, suspects and minors in `people`")

    alerts: tuple[str, ...] = Field((), description="Apprise addresses that are told when a source changes its state")
    metrics_port: int | None = Field(
        None, ge=1, le=65535, description="port on 127.0.0.1 where `schedule` and `worker` tell Prometheus metrics"
    )
    worker_heartbeat: Annotated[float, Field(gt=0)] = Field(
        5.0,
        description="seconds between two signs of life of a `worker`; after six that are missing its jobs are taken up",
    )
    log_level: Literal["debug", "info", "warning"] = Field(
        "info", description="what `crawl`, `schedule` and `worker` log: debug tells each page"
    )
    json_logs: bool = Field(False, description="write logs as JSON lines")

    @property
    def database(self) -> str:
        """The SQLAlchemy address that holds."""
        return self.database_url or f"sqlite:///{self.data_dir / 'lapaswire.db'}"

    @property
    def archive_dir(self) -> Path:
        """The folder of the WARC files; those for a shared storage wait there until they are put."""
        return self.data_dir / "archive" if self.archive is None or is_shared(self.archive) else Path(self.archive)

    @property
    def crawl_processes(self) -> int:
        """Worker processes of a crawl, which waits for its sites most of the time."""
        return self.processes or 2

    @property
    def bulk_processes(self) -> int:
        """Worker processes of work that needs no network."""
        return self.processes or os.cpu_count() or 1

    @property
    def agent(self) -> str:
        """The User-Agent that holds."""
        return self.user_agent or f"lapaswire/{VERSION} (+{self.contact})"

    @field_validator("archive")
    @classmethod
    def _names_a_place(cls, value: str | None) -> str | None:
        """A folder, or a whole address: what is neither would become a folder of an odd name."""
        if value is not None and (not value or ODD_ADDRESS.match(value)):
            raise ValueError("give a folder, or an address such as s3://BUCKET/PREFIX")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment, then `.env`, then `lapaswire.toml`."""
        return init_settings, env_settings, dotenv_settings, TomlConfigSettingsSource(settings_cls)


def is_shared(archive: str) -> bool:
    """Whether the place of an archive is the address of a shared storage, and no folder."""
    return "://" in archive


class ConfigError(LapaswireError):
    """Settings that do not hold together; the message names every key at once."""


@cache
def settings() -> Settings:
    """The settings that hold for this process. Raises ConfigError."""
    unknown = sorted(
        key for key in os.environ if key.startswith(PREFIX) and key[len(PREFIX) :].lower() not in Settings.model_fields
    )
    faults = [f"{key}: no such setting" for key in unknown]
    try:
        holding = Settings()
    except ValidationError as error:
        faults += [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
    except (SettingsError, tomllib.TOMLDecodeError) as error:
        faults.append(str(error))
    if faults:
        told = "\n  ".join(faults)
        raise ConfigError(f"The settings are wrong (environment, .env or lapaswire.toml):\n  {told}")
    return holding


def origins() -> dict[str, str]:
    """Where each setting that is not at its default comes from, by key."""
    found: dict[str, str] = {}
    places: dict[str, PydanticBaseSettingsSource] = {
        "lapaswire.toml": TomlConfigSettingsSource(Settings),
        ".env": DotEnvSettingsSource(Settings),
        "environment": EnvSettingsSource(Settings),
    }
    for place, source in places.items():
        found |= dict.fromkeys(source(), place)
    return found
