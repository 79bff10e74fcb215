"""A folder or a bucket as a target.

Every release stands in a folder that never changes once it is whole::

    <version>/…             the files of the release
    <version>/SHA256SUMS    written last: where it is, the release is whole
    index.json              the releases that are whole, the newest named; written after them

What an earlier release has already is copied within the store, not sent again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyarrow import fs

from fazhi.package.files import CHECKSUMS_NAME, DESCRIPTOR_NAME
from fazhi.portal.errors import (
    ChangedMeanwhile,
    PortalUnreachable,
    PublishError,
    PublishRefused,
    hide,
)
from fazhi.portal.release import Release
from fazhi.portal.settings import StoreSettings, secret
from fazhi.portal.steps import Action, Step
from fazhi.release import is_version
from fazhi.release.channels import NIGHTLY_NAME

INDEX_NAME = "index.json"
_PART = ".part"
_CHUNK = 1 << 20
_ATTEMPTS = 3
#: What pyarrow's errors of a lost connection have in common.
_NETWORK_WORDS = ("NETWORK_CONNECTION", "curlCode", "REQUEST_TIMEOUT", "SLOW_DOWN")


@dataclass(frozen=True, slots=True)
class StoreState:
    """What the store has.

    Attributes:
        files: Path -> size, of every file.
        whole: Folder -> (path within it -> SHA-256), of the releases that are whole.
        checksums: SHA256SUMS of the release's own folder, None if it is not whole.
        equal: Paths within the release's folder, not whole yet, whose bytes are right.
        index: The index as it is.
    """

    files: dict[str, int] = field(default_factory=dict)
    whole: dict[str, dict[str, str]] = field(default_factory=dict)
    checksums: bytes | None = None
    equal: frozenset[str] = frozenset()
    index: bytes = b""


def plan_store(release: Release, state: StoreState) -> list[Step]:
    """Return what is left to do: a pure function of the release and of what is there.

    Raises:
        PublishRefused: A release of this version is there, with other content.
    """
    folder = release.folder_name
    if state.checksums is not None and state.checksums != release.checksums:
        raise PublishRefused(
            f"{folder} is there with other content, and a release is never overwritten: "
            "make a new one (fazhi release), or remove that folder from the store by hand"
        )
    steps = list(_file_steps(release, state))
    if steps or state.checksums is None:
        steps.append(Step(Action.UPLOAD, f"{folder}/{CHECKSUMS_NAME}", "makes the release whole"))
    if index_of({*state.whole, folder}, release) != state.index or steps:
        steps.append(Step(Action.ANNOUNCE, INDEX_NAME, f"names {folder}"))
    steps += [
        Step(Action.REMOVE, path, "no part of a release that stays")
        for path in _leftovers(release, state)
    ]
    return steps


def _file_steps(release: Release, state: StoreState) -> Iterator[Step]:
    copies = {
        sha256: f"{folder}/{path}"
        for folder, hashes in state.whole.items()
        for path, sha256 in hashes.items()
        if f"{folder}/{path}" in state.files
    }
    for file in release.files:
        target = f"{release.folder_name}/{file.path}"
        is_there = state.files.get(target) == file.size
        if is_there and (state.checksums is not None or file.path in state.equal):
            continue
        source = copies.get(file.sha256)
        if source is not None and source != target and state.files[source] == file.size:
            yield Step(Action.COPY, target, f"as in {source.split('/')[0]}", key=source)
        else:
            reason = "new" if target not in state.files else "not whole"
            yield Step(Action.UPLOAD, target, reason, file.size, file.path)


def _leftovers(release: Release, state: StoreState) -> list[str]:
    own = release.folder_name
    stray = {
        path
        for path in state.files
        if path.startswith(f"{own}/")
        and (name := path.removeprefix(f"{own}/")) not in release.by_path
        and name != CHECKSUMS_NAME
    }
    folders = {path.partition("/")[0] for path in state.files if "/" in path}
    # Of nightlies only the last one stays.
    nightlies = {name for name in folders if name.startswith(NIGHTLY_NAME) and name != own}
    return sorted(stray | (set() if release.is_stable else nightlies))


def index_of(folders: set[str], release: Release) -> bytes:
    """Return the index: every whole release, the newest stable one and the last nightly."""
    stable = sorted(
        filter(is_version, folders), key=lambda name: [int(part) for part in name.split(".")]
    )
    nightlies = sorted(name for name in folders if name.startswith(NIGHTLY_NAME))
    if not release.is_stable:
        nightlies = [release.folder_name]
    content: dict[str, Any] = {
        "latest": stable[-1] if stable else None,
        "nightly": nightlies[-1] if nightlies else None,
        "releases": stable,
        "descriptor": DESCRIPTOR_NAME,
        "checksums": CHECKSUMS_NAME,
    }
    return (json.dumps(content, indent=2) + "\n").encode()


def open_store(settings: StoreSettings, root: Path, secrets: Mapping[str, str]) -> StoreTarget:
    """Return the target that an entry of ``portals.yml`` describes.

    Args:
        settings: The entry.
        root: The workspace; a relative location is within it.
        secrets: Where the keys of a bucket are looked up.

    Raises:
        PublishError: A key is not set.
    """
    if not settings.bucket:
        folder = root / settings.location
        folder.mkdir(parents=True, exist_ok=True)
        return StoreTarget(fs.SubTreeFileSystem(str(folder), fs.LocalFileSystem()), str(folder))
    keys = [
        secret(variable, secrets) if variable else None
        for variable in (settings.access_key, settings.secret_key)
    ]
    store = fs.S3FileSystem(
        access_key=keys[0],
        secret_key=keys[1],
        endpoint_override=settings.endpoint or None,
        region=settings.region or None,
        connect_timeout=settings.timeout_seconds,
        request_timeout=settings.timeout_seconds,
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=_ATTEMPTS),
    )
    return StoreTarget(
        fs.SubTreeFileSystem(settings.bucket, store),
        settings.location,
        has_folders=False,
        hidden=[key for key in keys if key],
    )


def _hashes(checksums: bytes) -> dict[str, str]:
    lines = checksums.decode("utf-8", "replace").splitlines()
    return {path: sha256 for sha256, _, path in (line.partition("  ") for line in lines)}


class StoreTarget:
    """A folder, or a bucket of an S3-compatible store.

    Args:
        filesystem: With the root where the releases stand.
        name: What messages call it.
        has_folders: Whether folders must be made before files; a bucket has only names.
        hidden: What must not be in messages.
    """

    def __init__(
        self,
        filesystem: fs.FileSystem,
        name: str,
        has_folders: bool = True,
        hidden: Iterable[str] = (),
    ) -> None:
        self._store = filesystem
        self._name = name
        self._has_folders = has_folders
        self._hidden = tuple(hidden)
        self._state = StoreState()
        self._do: dict[Action, Callable[[Release, Step], None]] = {
            Action.UPLOAD: self._upload,
            Action.COPY: self._copy,
            Action.REMOVE: self._remove,
            Action.ANNOUNCE: self._announce,
        }

    def plan(self, release: Release) -> list[Step]:
        """Look at the store and return what is left to do."""
        with self._failing("be read"):
            self._state = self._read(release)
        return plan_store(release, self._state)

    def apply(self, release: Release, step: Step) -> None:
        """Carry out one step."""
        with self._failing(f"take {step.subject}"):
            self._do[step.action](release, step)

    # --- Reading ------------------------------------------------------------------------

    def _read(self, release: Release) -> StoreState:
        found = self._store.get_file_info(fs.FileSelector("", allow_not_found=True, recursive=True))
        files = {info.path: info.size for info in found if info.type == fs.FileType.File}
        sums = {
            path.partition("/")[0]: self._bytes(path)
            for path in files
            if path.count("/") == 1 and path.endswith(f"/{CHECKSUMS_NAME}")
        }
        own = release.folder_name
        equal: frozenset[str] = frozenset()
        if own not in sums:
            # Left by a run that did not finish: believed only after a look at the bytes.
            equal = frozenset(
                file.path
                for file in release.files
                if files.get(f"{own}/{file.path}") == file.size
                and self._sha256(f"{own}/{file.path}") == file.sha256
            )
        return StoreState(
            files=files,
            whole={folder: _hashes(content) for folder, content in sums.items()},
            checksums=sums.get(own),
            equal=equal,
            index=self._bytes(INDEX_NAME) if INDEX_NAME in files else b"",
        )

    def _bytes(self, path: str) -> bytes:
        with self._store.open_input_stream(path) as stream:
            return bytes(stream.read())

    def _sha256(self, path: str) -> str:
        digest = hashlib.sha256()
        with self._store.open_input_stream(path) as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
        return digest.hexdigest()

    # --- Writing ------------------------------------------------------------------------

    def _upload(self, release: Release, step: Step) -> None:
        if not step.key:
            self._write_whole(step.subject, release.checksums)
            return
        self._make_folder(step.subject)
        with (
            (release.folder / step.key).open("rb") as source,
            self._store.open_output_stream(step.subject) as stream,
        ):
            while chunk := source.read(_CHUNK):
                stream.write(chunk)

    def _copy(self, release: Release, step: Step) -> None:
        self._make_folder(step.subject)
        self._store.copy_file(step.key, step.subject)

    def _remove(self, release: Release, step: Step) -> None:
        if self._store.get_file_info(step.subject).type == fs.FileType.Directory:
            self._store.delete_dir(step.subject)
        else:
            self._store.delete_file(step.subject)

    def _announce(self, release: Release, step: Step) -> None:
        self._write_whole(INDEX_NAME, index_of({*self._state.whole, release.folder_name}, release))

    def _write_whole(self, path: str, content: bytes) -> None:
        self._make_folder(path)
        with self._store.open_output_stream(path + _PART) as stream:
            stream.write(content)
        self._store.move(path + _PART, path)

    def _make_folder(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder and self._has_folders:
            self._store.create_dir(folder, recursive=True)

    @contextmanager
    def _failing(self, what: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            # Another publisher moved or removed it between two of our looks.
            raise ChangedMeanwhile(str(error), self._error(what, error)) from error
        except OSError as error:
            raise self._error(what, error) from error

    def _error(self, what: str, error: OSError) -> PublishError:
        is_network = any(word in str(error) for word in _NETWORK_WORDS)
        kind = PortalUnreachable if is_network else PublishError
        reason = hide(str(error), self._hidden)
        return kind(
            f"{self._name} could not {what}: {reason}. Nothing is lost: put that right and "
            "publish again, it goes on from here"
        )
