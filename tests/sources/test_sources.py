"""Source files: what they say, every fault at once, the user's folder before the bundled one."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.regions import region_named, region_names
from crawler.sources import SourceError, facts_of, file_of, load_sources, read_source, source_named

WHOLE = """
name = "Kabar Contoh"
url = "https://kabarcontoh.id"
region = "jatim"
topical = true
cadence = "90m"
delay = 5
hosts = ["contoh-media.id"]

[discover]
feeds = ["https://kabarcontoh.id/feed/"]
wordpress = "https://kabarcontoh.id/wp-json/"
listings = ["https://kabarcontoh.id/tag/{word}?page={page}"]

[expect.week]
min = 1
max = 40

[[patches]]
url = "https://kabarcontoh.id/salah-tanggal"
field = "event_date"
value = "2025-02-25"
why = "the page names the wrong month"
"""


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def faults_of(text: str) -> dict[str, str]:
    with pytest.raises(SourceError) as told:
        read_source(text, "contoh", "contoh.toml")
    return {fault.key: fault.message for fault in told.value.faults}


def test_a_file_needs_a_name_and_an_address_alone() -> None:
    source = read_source('name = "A"\nurl = "https://a.id"', "a", "a.toml")
    assert (source.timezone, source.topical, source.discover.empty) == ("Asia/Jakarta", False, True)


def test_everything_that_a_file_may_say() -> None:
    source = read_source(WHOLE, "contoh", "contoh.toml")
    assert (source.region, source.timezone, source.cadence) == ("Jawa Timur", "Asia/Jakarta", timedelta(minutes=90))
    assert source.expect.week and source.expect.week.max == 40
    assert facts_of(source).patches[0].value == "2025-02-25"


def test_the_zone_follows_the_region_unless_told() -> None:
    assert read_source('name="A"\nurl="https://a.id"\nregion="Bali"', "a", "f").timezone == "Asia/Makassar"
    told = 'name="A"\nurl="https://a.id"\nregion="Bali"\ntimezone="Asia/Jayapura"'
    assert read_source(told, "a", "f").timezone == "Asia/Jayapura"


def test_a_national_source_has_no_region_for_the_stages() -> None:
    assert facts_of(read_source('name="A"\nurl="https://a.id"\nregion="Nasional"', "a", "f")).region is None


def test_every_fault_is_told_with_its_key() -> None:
    faults = faults_of(
        'url = "kabarcontoh.id"\nregion = "Bantem"\nregoin = "x"\ntimezone = "WIB"\ncadence = "often"\ndelay = -1\n'
        '[discover]\nfeeds = ["https://a.id/feed", 7]\nlistings = ["https://a.id/{slug}"]\n'
        "[expect.run]\nmin = 9\nmax = 2"
    )
    assert set(faults) == {
        "name", "url", "region", "regoin", "timezone", "cadence", "delay", "discover.feeds.1", "discover.listings.0",
        "expect.run",
    }  # fmt: skip
    assert faults["name"] == "is missing"
    assert "did you mean region?" in faults["regoin"]
    assert "did you mean Banten?" in faults["region"]


def test_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, "banten/satu.toml", 'name = "Satu"\n')
    write(tmp_path, "dua.toml", 'name = "Dua"\nurl = \n')
    write(tmp_path, "Tiga Situs.toml", 'name = "Tiga"\nurl = "https://tiga.id"\n')
    with pytest.raises(SourceError) as told:
        load_sources(tmp_path)
    lines = str(told.value).splitlines()
    assert len(lines) == 3
    assert any(line.endswith("banten/satu.toml: url: is missing") for line in lines)
    assert any("dua.toml: broken TOML" in line and "line 2" in line for line in lines)


def test_a_slug_belongs_to_one_file(tmp_path: Path) -> None:
    for folder in ("aceh", "bali"):
        write(tmp_path, f"{folder}/sama.toml", 'name = "Sama"\nurl = "https://sama.id"\n')
    with pytest.raises(SourceError, match=r"the name is taken by .*aceh/sama\.toml"):
        load_sources(tmp_path)


def test_our_folder_wins_over_the_bundled_one(tmp_path: Path) -> None:
    write(tmp_path, "koranbanten.toml", 'name = "Ganti"\nurl = "https://ganti.id"\n')
    sources = load_sources(tmp_path)
    assert sources["koranbanten"].name == "Ganti"
    assert len(sources) == len(load_sources())
    assert file_of("koranbanten", tmp_path) == tmp_path / "koranbanten.toml"


def test_an_unknown_slug_names_the_nearest() -> None:
    with pytest.raises(SourceError, match="did you mean koranbanten"):
        source_named("koranbantan", load_sources())


def test_the_starting_list() -> None:
    sources = load_sources()
    assert len(sources) >= 150
    assert {"koranbanten", "kabarbanyuwangi", "bignews", "ditjenpas"} <= set(sources)
    assert all(source.region and source.timezone for source in sources.values())
    hosts = [source.url.removeprefix("https://").removeprefix("www.").rstrip("/") for source in sources.values()]
    assert len(set(hosts)) == len(hosts)


def test_regions_cover_the_provinces() -> None:
    assert len(region_names()) == 39
    found = region_named("  sulawesi TENGGARA ")
    assert found and found.zone == "Asia/Makassar"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_source_or_faults(text: str) -> None:
    try:
        read_source(text, "apa", "apa.toml")
    except SourceError as error:
        assert error.faults and str(error)


def test_hosts_are_bare_names() -> None:
    assert "hosts.0" in faults_of('name = "A"\nurl = "https://a.id"\nhosts = ["https://b.id/x"]')
    assert read_source('name = "A"\nurl = "https://a.id"\nhosts = ["B.id"]', "a", "f").hosts == ("b.id",)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "tanda.toml").write_bytes(b'\xef\xbb\xbfname = "Tanda"\nurl = "https://tanda.id"\n')
    assert load_sources(tmp_path)["tanda"].name == "Tanda"
