"""The sample's sites over real HTTP, on loopback.

The sites have names that can never exist (``*.sample.invalid``, RFC 2606), so that their
addresses stay the same from run to run and cannot be taken for real ones. The server
answers for these names as an HTTP proxy does: a crawl that is given ``proxy`` asks it
for ``http://www.chenghu.sample.invalid/...``.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from fazhi.collect.sources import SourceEntry
from fazhi.sample.pages import Resource, column_path, sites
from fazhi.sample.places import PLACES, place


@dataclass(frozen=True, slots=True)
class SampleSite:
    """The running sample.

    Attributes:
        proxy: Address of the server, to be used as an HTTP proxy.
        sources: The sample's registry.
    """

    proxy: str
    sources: list[SourceEntry]


def sample_sources() -> list[SourceEntry]:
    """Return the registry of the sample: one column a place."""
    return [
        SourceEntry(
            source_id=f"sample-{name}",
            region_code=place(name).region_code,
            name=place(name).name,
            level=place(name).level,
            url=f"http://{place(name).host}{column_path(place(name))}",
            cms_family=place(name).cms,
            recheck_days=0,
            delay=0,
        )
        for name in PLACES
    ]


@contextmanager
def sample_site(port: int = 0) -> Iterator[SampleSite]:
    """Serve the sample while the context lasts.

    Args:
        port: 0 lets the system choose a free one.
    """
    with ThreadingHTTPServer(("127.0.0.1", port), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield SampleSite(f"http://127.0.0.1:{server.server_address[1]}", sample_sources())
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD for the sample's hosts, conditional requests included."""

    protocol_version = "HTTP/1.1"
    server_version = "fazhi-sample"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer with the page."""
        self._answer(with_content=True)

    def do_HEAD(self) -> None:
        """Answer with the headers of the page."""
        self._answer(with_content=False)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the crawl has its own log."""

    def _answer(self, with_content: bool) -> None:
        resource = self._resource()
        if resource is None:
            self._send(HTTPStatus.NOT_FOUND, b"<h1>404</h1>", {"Content-Type": "text/html"}, True)
            return
        etag = f'"{hashlib.sha256(resource.content).hexdigest()[:32]}"'
        headers = {
            "Content-Type": resource.media_type,
            "ETag": etag,
            "Last-Modified": format_datetime(resource.modified, usegmt=True),
        }
        if self._is_known(etag, resource.modified):
            self._send(HTTPStatus.NOT_MODIFIED, b"", headers, False)
        else:
            self._send(HTTPStatus.OK, resource.content, headers, with_content)

    def _resource(self) -> Resource | None:
        """Find what is asked for: a whole address as to a proxy, or a path with a Host."""
        address = urlsplit(self.path)
        host = address.hostname or (self.headers.get("Host") or "").partition(":")[0]
        return sites().get(host, {}).get(address.path)

    def _is_known(self, etag: str, modified: datetime) -> bool:
        """Whether the asker holds this version; the ETag decides where one was sent."""
        if tags := self.headers.get("If-None-Match"):
            return etag in (tag.strip() for tag in tags.split(","))
        since = self.headers.get("If-Modified-Since")
        if not since:
            return False
        try:
            return modified <= parsedate_to_datetime(since).astimezone(UTC)
        except ValueError:
            return False

    def _send(
        self, status: HTTPStatus, content: bytes, headers: dict[str, str], with_content: bool
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if with_content:
            self.wfile.write(content)
