"""What can go wrong around the program: every verb says what, where and what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from fazhi.cli import app
from fazhi.collect import CrawlJob
from fazhi.collect.crawl import settings
from fazhi.flows.environment import prepare
from fazhi.terminal import reasons
from fazhi.workspace import Workspace

REPORT = """甲乙县人民政府2023年度法治政府建设情况报告

一、主要成效
全年收到行政复议申请120件,受理96件。作出行政处罚决定1203件。
"""
COUNT = "select count(*) as many from figures"
SUBPROCESS = (sys.executable, "-c", "from fazhi.cli import main; main()")


def fazhi(workspace: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--workspace", str(workspace), *arguments])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one report, built and released."""
    root = tmp_path_factory.mktemp("whole")
    (root / "report.txt").write_text(REPORT, encoding="utf-8")
    region = ("--region", "320682", "--year", "2023")
    for arguments in (("ingest", str(root / "report.txt"), *region), ("build",), ("release",)):
        assert fazhi(root, *arguments).exit_code == 0
    return root


@pytest.fixture
def workspace(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(whole, tmp_path / "w", symlinks=True))


def damage(path: Path, start: int) -> None:
    content = bytearray(path.read_bytes())
    content[start : start + 3000] = bytes(3000)
    path.write_bytes(content)


@pytest.mark.slow
@pytest.mark.parametrize("start", [0, 12288])
def test_a_damaged_database_is_named_and_made_again(workspace: Path, start: int) -> None:
    database = workspace / "output" / "build" / "fazhi.duckdb"
    damage(database, start)
    for arguments, status in ((("query", "from figures"), 2), (("status",), 2), (("doctor",), 1)):
        result = fazhi(workspace, *arguments)
        assert result.exit_code == status, result.output
        assert "fazhi.duckdb cannot be read" in result.stderr
        assert "made again by fazhi build" in result.stderr
    assert fazhi(workspace, "build").exit_code == 0
    assert fazhi(workspace, "doctor").exit_code == 0
    assert fazhi(workspace, "query", COUNT).exit_code == 0


@pytest.mark.slow
def test_a_damaged_package_is_named_and_made_again(workspace: Path) -> None:
    nightly = workspace / "output" / "nightly"
    damage(nightly / "fazhi.duckdb", 12288)
    result = fazhi(workspace, "release")
    assert result.exit_code == 1
    assert f"remove {nightly}: fazhi release makes it again" in result.stderr
    nightly.unlink()
    assert fazhi(workspace, "release").exit_code == 0
    assert fazhi(workspace, "check").exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize("content", ["{", "[]", "\x00"])
def test_a_package_that_does_not_say_what_it_is(workspace: Path, content: str) -> None:
    descriptor = workspace / "output" / "nightly" / "datapackage.json"
    descriptor.write_text(content, encoding="utf-8")
    verbs = (("release",), ("status",), ("cite", "nightly"), ("diff", "nightly", "nightly"))
    for arguments in verbs:
        result = fazhi(workspace, *arguments)
        assert result.exit_code == 2, arguments
        assert "is no descriptor of a package" in result.stderr
        assert "fazhi release makes it again" in result.stderr
    assert fazhi(workspace, "check").exit_code == 1


def test_a_collection_that_has_just_begun_is_nothing_to_build(tmp_path: Path) -> None:
    Workspace(tmp_path).claim("real")
    for verb in ("build", "release"):
        result = fazhi(tmp_path, verb)
        assert result.exit_code == 2
        assert "holds no documents yet" in result.stderr
    assert not (tmp_path / "output").exists()


def in_locale(locale: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run fazhi where Python does not choose UTF-8 by itself."""
    environment = {name: value for name, value in os.environ.items() if name[:2] != "LC"}
    environment |= {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", **more}
    return subprocess.run(
        [*SUBPROCESS, *arguments], env=environment, capture_output=True, check=False
    )


@pytest.mark.slow
def test_chinese_is_printed_in_any_locale(whole: Path) -> None:
    place = "select name from regions where region_code = '320682'"
    done = in_locale("C", "--workspace", str(whole), "query", place)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "如皋市" in done.stdout.decode("utf-8")


@pytest.mark.slow
def test_times_are_told_in_utc_wherever_the_clock_is(whole: Path) -> None:
    sql = "select retrieved_at as utc, retrieved_at::text as text from retrievals"
    arguments = ("--workspace", str(whole), "query", sql, "--format", "csv")
    here, there = (in_locale("C.UTF-8", *arguments, TZ=zone) for zone in ("UTC", "Asia/Shanghai"))
    assert here.stdout == there.stdout
    assert b"+00" in here.stdout


def test_the_embedded_server_is_not_waited_for_in_vain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    home = tmp_path / "file" / "prefect"
    home.parent.write_bytes(b"where a folder should be")
    monkeypatch.setenv("PREFECT_HOME", str(home))
    with pytest.raises(OSError, match=f"{home}.*set PREFECT_HOME"):
        prepare()
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "new" / "prefect"))
    prepare()
    monkeypatch.setenv("PREFECT_HOME", str(home))
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    prepare()


def test_the_crawl_writes_nothing_into_the_home_folder() -> None:
    assert settings(CrawlJob(raw="raw", sources=[]))["REMOTE_CONTROL_ENABLED"] is False


def test_a_folder_without_permission_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as stop, reasons():
        raise PermissionError(13, "Permission denied", "/srv/fazhi/output")
    assert stop.value.exit_code == 2
    told = capsys.readouterr().err
    assert "/srv/fazhi/output" in told
    assert "--workspace DIR" in told


@pytest.mark.slow
def test_a_run_that_stops_says_why_in_a_line(workspace: Path, tmp_path: Path) -> None:
    """The sample is refused here; no traceback, nothing about the insides of libraries."""
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path / "prefect")}
    command = [*SUBPROCESS, "--workspace", str(workspace), "run"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, text=True)
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert "must not be mixed in" in lines[-1]
    assert len(lines) <= 3, done.stderr
