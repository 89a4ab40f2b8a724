"""One crawl of a site at a time, also when the process that held the lock was killed."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from crawler.jobs.lock import BusyError, site_lock

HOLDER = """
import sys, time
from pathlib import Path
from sqlalchemy import create_engine
from crawler.jobs.lock import site_lock
with site_lock(create_engine("sqlite://"), Path(sys.argv[1]), "kabar-contoh"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_crawl_of_a_site_is_told_that_it_is_busy(tmp_path: Path) -> None:
    engine = create_engine("sqlite://")
    with site_lock(engine, tmp_path, "kabar-contoh"):
        with pytest.raises(BusyError, match="kabar-contoh") as busy, site_lock(engine, tmp_path, "kabar-contoh"):
            pass
        assert busy.value.exit_code == 75
        with site_lock(engine, tmp_path, "kabar-lain"):
            pass
    with site_lock(engine, tmp_path, "kabar-contoh"):
        pass


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    engine = create_engine("sqlite://")
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BusyError), site_lock(engine, tmp_path, "kabar-contoh"):
            pass
        holder.kill()
    with site_lock(engine, tmp_path, "kabar-contoh"):
        pass
