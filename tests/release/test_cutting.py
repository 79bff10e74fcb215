"""Packages are whole or absent, refused with the reason, and the same when made again."""

from __future__ import annotations

import fcntl
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import small_build

from fazhi import regions
from fazhi.linked_folder import FolderBusyError
from fazhi.package import check_release, read_facts
from fazhi.package.check import check_hashes
from fazhi.release import Cut, NeedsDecision, ReleaseRefused, cut_nightly, cut_stable
from fazhi.store import Build, BuildWriter

Cutting = Callable[..., Cut]
#: Both channels; what they share is tried with the second one when there is time.
CHANNELS = pytest.mark.parametrize(
    ("cut", "place"),
    [
        (cut_stable, "releases"),
        pytest.param(cut_nightly, "nightly", marks=pytest.mark.slow),
    ],
)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def files_of(package: Path) -> dict[str, bytes]:
    """Every file but the DuckDB file, whose tables are compared elsewhere."""
    return {
        path.relative_to(package).as_posix(): path.read_bytes()
        for path in package.rglob("*")
        if path.is_file() and path.name not in {"fazhi.duckdb", "SHA256SUMS"}
    }


def seen_again(build_dir: Path) -> Path:
    """A build of which nothing is new but that everything was looked at again."""
    at = datetime(2024, 5, 2, tzinfo=UTC)
    with BuildWriter(build_dir) as writer:
        for name, rows in small_build.all_rows():
            again = [{**row, "last_seen": at} if name == "reports" else row for row in rows]
            writer.add(name, again)
            if name == "retrievals":
                look = {
                    **rows[0],
                    "retrieval_id": "0" * 15 + str(rows[0]["retrieved_at"].year % 10),
                }
                writer.add(name, [{**look, "outcome": "unchanged", "retrieved_at": at}])
        writer.finish()
    return build_dir


# --- Channels -------------------------------------------------------------------------


@pytest.mark.usefixtures("by_hash_alone")
def test_a_stable_release_is_kept_and_the_latest_is_pointed_to(
    more: Build, releases: Path, tmp_path: Path
) -> None:
    first = releases / "2024.04.1"
    kept = files_of(first)
    (releases / "latest").unlink()  # as a killed process may leave it
    again = cut_stable(seen_again(tmp_path / "seen" / "build"), releases)
    assert (again.path, again.is_new) == (first, False)
    assert (releases / "latest").readlink() == Path("2024.04.1")
    second = cut_stable(more.path, releases)
    assert (second.path.name, second.is_new) == ("2024.04.2", True)
    assert (releases / "latest").readlink() == Path("2024.04.2")
    assert files_of(first) == kept
    assert {path.stat().st_mode & 0o777 for path in second.path.rglob("*.*")} == {0o444}
    assert check_hashes(first) == check_hashes(second.path) == []


@pytest.mark.usefixtures("by_hash_alone")
def test_the_nightly_package_is_replaced_when_its_content_changed(
    build: Build, more: Build, tmp_path: Path
) -> None:
    nightly = tmp_path / "nightly"
    assert cut_nightly(build.path, nightly).is_new
    first = nightly.resolve()
    assert not cut_nightly(seen_again(tmp_path / "seen" / "build"), nightly).is_new
    assert nightly.resolve() == first
    assert cut_nightly(more.path, nightly).is_new
    assert nightly.resolve() != first
    assert read_facts(nightly)["content_sha256"] == more.content_sha256
    assert read_facts(nightly)["channel"] == "nightly"
    assert first.is_dir()  # whoever reads it gets to the end


@pytest.mark.slow
@pytest.mark.usefixtures("by_hash_alone")
@CHANNELS
def test_the_same_build_gives_the_same_bytes(
    build: Build, more: Build, tmp_path: Path, cut: Cutting, place: str
) -> None:
    made = []
    for name in ("here", "there"):
        copy = Path(shutil.copytree(more.path.resolve(), tmp_path / name / "build"))
        (tmp_path / name / "output").mkdir()
        cut(build.path, tmp_path / name / "output" / place)
        made.append(files_of(cut(copy, tmp_path / name / "output" / place).path))
    assert made[0] == made[1]
    assert "datapackage.json" in made[0]


# --- Refusals -------------------------------------------------------------------------


@pytest.mark.usefixtures("by_hash_alone")
@CHANNELS
def test_what_cannot_be_allowed(build: Build, tmp_path: Path, cut: Cutting, place: str) -> None:
    with pytest.raises(ReleaseRefused, match="holds no build"):
        cut(tmp_path / "nothing", tmp_path / place, "because")
    with BuildWriter(tmp_path / "build") as writer:
        writer.add("regions", regions.region_rows(is_fictional=False))
        writer.finish()
    with pytest.raises(ReleaseRefused, match="no looks"):
        cut(tmp_path / "build", tmp_path / place, "because")
    package = cut(build.path, tmp_path / place).path
    descriptor = package / "datapackage.json"
    content = json.loads(descriptor.read_text("utf-8"))
    content["fazhi"]["is_fictional"] = False
    descriptor.chmod(0o644)
    descriptor.write_text(json.dumps(content), "utf-8")
    with pytest.raises(ReleaseRefused, match="must not be mixed"):
        cut(build.path, tmp_path / place, "because")


@pytest.mark.usefixtures("by_hash_alone")
@CHANNELS
def test_an_empty_build_is_refused(tmp_path: Path, cut: Cutting, place: str) -> None:
    with BuildWriter(tmp_path / "build") as writer:
        for name, rows in small_build.around().items():
            writer.add(name, rows)
        writer.add("retrievals", small_build.report_rows(2023, 1, 1, "1")["retrievals"])
        writer.finish()
    with pytest.raises(NeedsDecision, match="no reports") as caught:
        cut(tmp_path / "build", tmp_path / place)
    assert "--allow" in str(caught.value)
    assert not (tmp_path / place / "datapackage.json").exists()
    assert cut(tmp_path / "build", tmp_path / place, "to try the portal").is_new


@pytest.mark.usefixtures("by_hash_alone")
@CHANNELS
def test_a_shrunken_build_is_refused_unless_a_reason_is_given(
    build: Build, fewer: Build, tmp_path: Path, cut: Cutting, place: str
) -> None:
    before = cut(build.path, tmp_path / place).path
    kept = files_of(before)
    with pytest.raises(NeedsDecision) as caught:
        cut(fewer.path, tmp_path / place)
    message = str(caught.value)
    assert "1 places and years had a report" in message
    assert "990181 2022" in message
    assert "reports fell from 2 rows" in message
    assert "figures fell from 6 rows" in message
    assert "50.0%" in message
    assert files_of(before) == kept
    package = cut(fewer.path, tmp_path / place, "the report was another place's").path
    said = read_facts(package)
    assert said["allowed"] == "the report was another place's"
    assert [finding["en"] for finding in said["findings"]] == [
        finding.en for finding in caught.value.findings
    ]
    readme = (package / "README.md").read_text("utf-8")
    assert "the report was another place's" in readme
    assert "990181 2022" in readme


@pytest.mark.usefixtures("by_hash_alone")
@pytest.mark.slow
def test_growth_within_bounds_needs_no_reason(fewer: Build, build: Build, tmp_path: Path) -> None:
    cut_stable(fewer.path, tmp_path)
    cut = cut_stable(build.path, tmp_path, "not needed")
    assert cut.is_new
    assert read_facts(cut.path)["allowed"] == ""


# --- Whole or absent ------------------------------------------------------------------


@pytest.mark.usefixtures("by_hash_alone")
def test_a_release_that_fails_on_the_way_leaves_nothing(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise OSError("disk full")

    monkeypatch.setattr("fazhi.package.writing.provenance", fail)
    (tmp_path / "out" / ".new-left-by-a-killed-process").mkdir(parents=True)
    with pytest.raises(OSError, match="disk full"):
        cut_stable(build.path, tmp_path / "out")
    assert left_in(tmp_path / "out") == [".lock"]
    with pytest.raises(OSError, match="disk full"):
        cut_nightly(build.path, tmp_path / "nightly")
    assert left_in(tmp_path / ".nightlies") == ["lock"]


@pytest.mark.slow
@CHANNELS
def test_a_package_that_would_not_be_valid_is_refused(
    build: Build, tmp_path: Path, cut: Cutting, place: str
) -> None:
    spoiled = Path(shutil.copytree(build.path, tmp_path / "build"))
    texts = pq.read_table(build.parquet("texts"))
    changed = texts.set_column(1, texts.schema.field(1), pa.array(["别的文本"] * texts.num_rows))
    pq.write_table(changed, spoiled / "tables" / "texts.parquet")
    with pytest.raises(ReleaseRefused, match="what is quoted"):
        cut(spoiled, tmp_path / place)
    assert not list(tmp_path.glob(f"{place}/[!.]*"))


def test_two_at_once_are_refused(build: Build, tmp_path: Path) -> None:
    (tmp_path / ".nightlies").mkdir()
    for path in (tmp_path / ".lock", tmp_path / ".nightlies" / "lock"):
        with path.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with pytest.raises(FolderBusyError, match="another process"):
                (
                    cut_stable(build.path, tmp_path)
                    if path.name == ".lock"
                    else cut_nightly(build.path, tmp_path / "nightly")
                )
    assert left_in(tmp_path) == [".lock", ".nightlies"]


KILLED = """
import os, signal, sys
from pathlib import Path
from fazhi.package.check import check_hashes
from fazhi.release import cut_nightly, cut_stable, cutting

cutting.check_release = check_hashes
step, cut, build, place = sys.argv[1:]
done = 0

def counted(function):
    def call(*arguments, **named):
        global done
        done += 1
        if done == int(step):
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)
    return call

for name in ("write_package", "check_release"):
    setattr(cutting, name, counted(getattr(cutting, name)))
for name in ("rename", "replace", "symlink_to"):
    setattr(Path, name, counted(getattr(Path, name)))
{"nightly": cut_nightly, "releases": cut_stable}[cut](build, place)
print(done)
"""


@pytest.mark.slow
@pytest.mark.usefixtures("by_hash_alone")
@CHANNELS
def test_killed_at_any_step_a_package_is_whole_or_absent(
    build: Build, more: Build, tmp_path: Path, cut: Cutting, place: str
) -> None:
    """Kill the process before each step that can be seen from outside, then run it again."""
    step = 0
    while True:
        step += 1
        output = tmp_path / str(step) / place
        output.parent.mkdir()
        first = cut(build.path, output).path.resolve()
        command = [sys.executable, "-c", KILLED, str(step), place, str(more.path), str(output)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        found = [path for path in output.parent.rglob("2*") if path.is_dir()]
        found += [output] if (output / "datapackage.json").exists() else []
        assert found
        for package in found:
            assert check_hashes(package) == [], step
        assert check_hashes(first) == []
        again = cut(more.path, output).path
        assert check_hashes(again) == []
        assert read_facts(again)["content_sha256"] == more.content_sha256
        assert not list(output.parent.rglob("*new-*"))
        if cut is cut_stable:
            assert left_in(output) == [
                ".lock", "2024.04.1", "2024.04.2", "feed.json", "latest"
            ]  # fmt: skip
            assert "2024.04.2" in (output / "feed.json").read_text("utf-8")
            assert (output / "latest").readlink() == Path("2024.04.2")
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
    assert step > 4


@pytest.mark.slow
@CHANNELS
def test_two_processes_at_once_make_one_package(
    build: Build, tmp_path: Path, cut: Cutting, place: str
) -> None:
    command = [sys.executable, "-c", KILLED, "0", place, str(build.path), str(tmp_path / place)]
    processes = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    errors = [process.communicate()[1] for process in processes]
    codes = [process.returncode for process in processes]
    assert 0 in codes
    for code, error in zip(codes, errors, strict=True):
        assert code == 0 or "another process is writing" in error
    package = tmp_path / place if cut is cut_nightly else tmp_path / place / "latest"
    assert check_release(package) == []
    kept = tmp_path / ".nightlies" if cut is cut_nightly else tmp_path / place
    assert len([path for path in kept.iterdir() if path.is_dir() and not path.is_symlink()]) == 1


@pytest.mark.slow
def test_what_somebody_has_open_is_kept(build: Build, tmp_path: Path) -> None:
    """The DuckDB file of an earlier build stays for the analyst who has it open."""
    small_build.make(tmp_path / "build")
    code = (
        "import duckdb, sys\n"
        "with duckdb.connect(sys.argv[1], read_only=True) as connection:\n"
        "    print('open', flush=True)\n"
        "    sys.stdin.readline()\n"
        "    print(connection.execute('select count(*) from figures').fetchone()[0])\n"
    )
    held = (tmp_path / "build").resolve()
    command = [sys.executable, "-c", code, str(held / "fazhi.duckdb")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as analyst:
        assert analyst.stdout is not None
        assert analyst.stdout.readline() == "open\n"
        small_build.make(tmp_path / "build")
        small_build.make(tmp_path / "build")
        kept = [path for path in (tmp_path / ".builds").iterdir() if path.is_dir()]
        assert held in kept
        assert len(kept) == 2
        told, _ = analyst.communicate("\n")
        assert told == "6\n"
    small_build.make(tmp_path / "build")
    assert not held.exists()
