"""Whatever a portal answers, the message says what it was about and what to do.

The answers come from an HTTP server on loopback: those of proxies and of servers in
trouble, which a CKAN that works does not give. tests/ckan has those that it does give.
"""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from fazhi.portal.ckan_client import CkanClient, flat
from fazhi.portal.errors import ChangedMeanwhile, PortalUnreachable, PublishError

TOKEN = "secret-token-of-a-test"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Portal:
    """A server that gives one answer to everything."""

    answer: Answer

    def __init__(self) -> None:
        portal = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                portal.answer(self)

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def portal() -> Iterator[Portal]:
    portal = Portal()
    yield portal
    portal.server.shutdown()
    portal.server.server_close()


def says(status: int, body: str, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        content = body.encode()
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def ckan_says(status: int, **error: object) -> Answer:
    return says(status, json.dumps({"success": False, "error": error}))


def asked(portal: Portal, timeout: float = 5) -> object:
    client = CkanClient(portal.url, TOKEN, "CITY_TOKEN", timeout)
    try:
        return client.call("package_revise", "the file data/figures.csv", {})
    finally:
        client.close()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (says(413, "<h1>Request Entity Too Large</h1>"), "upload_limit_mb"),
        (says(502, "<h1>Bad Gateway</h1>"), "publish again later"),
        (says(507, "Insufficient Storage"), "disk is full"),
        (says(404, "<h1>nginx</h1>"), "no CKAN at this address"),
        (says(301, "", Location="https://data.example.org"), "redirect"),
        (says(200, "<h1>Welcome</h1>"), "no answer of a CKAN"),
        (says(200, '["surprise"]'), "no answer of a CKAN"),
        (says(400, '{"error": "surprise"}'), "no answer of a CKAN"),
        (says(418, f'{{"error": {{"message": "{TOKEN}"}}}}'), "no answer of a CKAN"),
        (ckan_says(403, __type="Authorization Error", message=f"拒绝访问 {TOKEN}"), "CITY_TOKEN"),
    ],
)
def test_a_refusal_says_what_and_what_to_do(
    portal: Portal, answer: Answer, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    portal.answer = answer
    with caplog.at_level(logging.DEBUG), pytest.raises(PublishError, match=said) as caught:
        asked(portal)
    assert "data/figures.csv" in str(caught.value)
    assert TOKEN not in str(caught.value) + caplog.text


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (says(500, "<h1>Internal Server Error</h1>"), "full disk"),
        (
            ckan_says(
                409,
                __type="Validation Error",
                resources=[{}, {"size": ["必须是整数", TOKEN]}],
            ),
            r"resources\[1\]\.size: 必须是整数",
        ),
        (ckan_says(404, __type="Not Found Error", message="x"), "no longer has"),
    ],
)
def test_what_may_be_a_collision_is_looked_at_again(
    portal: Portal, answer: Answer, said: str
) -> None:
    portal.answer = answer
    with pytest.raises(ChangedMeanwhile) as caught:
        asked(portal)
    assert isinstance(caught.value.error, PublishError)
    assert TOKEN not in str(caught.value)
    with pytest.raises(PublishError, match=said):
        raise caught.value.error


def test_a_condition_that_failed_was_surely_a_collision(portal: Portal) -> None:
    portal.answer = ckan_says(409, __type="Validation Error", match=["metadata_modified"])
    with pytest.raises(ChangedMeanwhile) as caught:
        asked(portal)
    assert caught.value.error is None


def test_a_lost_connection_may_be_tried_again(portal: Portal) -> None:
    portal.answer = lambda handler: handler.connection.close()
    with pytest.raises(PortalUnreachable, match="connection failed") as caught:
        asked(portal)
    assert isinstance(caught.value, OSError)


def test_a_portal_that_hangs_is_not_waited_for(portal: Portal) -> None:
    portal.answer = lambda handler: time.sleep(1.5)
    with pytest.raises(PortalUnreachable, match=r"no answer within 0\.2 s"):
        asked(portal, timeout=0.2)


def test_nobody_there() -> None:
    client = CkanClient("http://127.0.0.1:9", TOKEN, "CITY_TOKEN", 1)
    with pytest.raises(PortalUnreachable, match="ConnectionRefusedError"):
        client.call("license_list", "the register", {})
    client.close()


def test_nested_errors_become_fields() -> None:
    errors = {"__type": "Validation Error", "extras": [{}, {"value": ["too long"]}], "name": ["a"]}
    assert flat(errors) == [
        ("__type", "Validation Error"),
        ("extras[1].value", "too long"),
        ("name", "a"),
    ]
