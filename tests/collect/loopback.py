"""A government site on loopback whose every answer a test decides.

Scrapy keeps its delays by host, so sites that shall not wait for each other stand at
addresses of their own: 127.0.0.2, 127.0.0.3 …
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

from fazhi.collect.sources import SourceEntry

PROSE = "县政府常务会议专题研究法治政府建设工作，部署年度重点任务，推动各项工作落到实处。" * 8
ARTICLE = f"<html><body><div id=zoom><p>{PROSE}</p><p>办理案件36件。</p></div></body></html>"


@dataclass(slots=True)
class Answer:
    """What an address answers."""

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    cut: bool = False


@dataclass(slots=True)
class Request:
    """What the site was asked."""

    path: str
    headers: dict[str, str]
    time: float


class Site:
    """Answers by path, counts what it is asked and how many at a time.

    ``routes`` answer for a path whatever its query is; once ``dies_after`` requests came,
    the site closes every connection without a word.
    """

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.answers: dict[str, Answer] = {}
        self.routes: dict[str, Callable[[dict[str, str]], Answer]] = {}
        self.dies_after: int | None = None
        self.requests: list[Request] = []
        self.open = 0
        self.most_open = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer((address, 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://{address}:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def page(self, path: str, html: str = ARTICLE, **headers: str) -> None:
        self.answers[path] = Answer(html.encode(), headers=headers)

    def column(self, path: str, links: dict[str, str], more: str = "") -> None:
        items = "".join(f"<li><a href='{href}'>{title}</a></li>" for href, title in links.items())
        self.page(path, f"<html><body><ul>{items}</ul>{more}</body></html>")

    def answer(self, path: str) -> Answer:
        bare, _, query = path.partition("?")
        if bare in self.routes:
            return self.routes[bare](dict(parse_qsl(query)))
        return self.answers.get(path, Answer(b"no such page", 404))

    def asked(self) -> Counter[str]:
        return Counter(request.path for request in self.requests)

    def source(self, path: str = "/list/", **changes: Any) -> SourceEntry:
        values: dict[str, Any] = {
            "source_id": "site",
            "region_code": "990123",
            "name": "青榆县",
            "level": "county",
            "url": self.url + path,
            "delay": 0,
            "recheck_days": 0,
            **changes,
        }
        return SourceEntry(**values)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with site._lock:
                    site.requests.append(Request(self.path, dict(self.headers), time.monotonic()))
                    site.open += 1
                    site.most_open = max(site.most_open, site.open)
                    is_dead = site.dies_after is not None and len(site.requests) > site.dies_after
                answer = site.answer(self.path)
                time.sleep(answer.wait)
                with site._lock:
                    site.open -= 1
                if is_dead:
                    self.close_connection = True
                else:
                    self._send(answer)

            def _send(self, answer: Answer) -> None:
                etag = answer.headers.get("ETag")
                if etag and self.headers.get("If-None-Match") == etag:
                    answer = Answer(status=304, headers={"ETag": etag})
                self.send_response(answer.status)
                headers = {"Content-Type": "text/html; charset=utf-8", **answer.headers}
                length = len(answer.content) * (2 if answer.cut else 1)
                for name, value in {**headers, "Content-Length": str(length)}.items():
                    self.send_header(name, value)
                # The crawl may have given up on this answer, as some tests want.
                with suppress(BrokenPipeError, ConnectionResetError):
                    self.end_headers()
                    self.wfile.write(answer.content)

            def log_message(self, format: str, *args: object) -> None: ...

        return Handler
