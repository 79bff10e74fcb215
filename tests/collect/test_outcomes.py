"""The outcome of an answer, judged by what came and not by what it is called."""

from __future__ import annotations

import pytest
from loopback import ARTICLE
from scrapy.http import Response

from fazhi.collect.outcomes import of_response

PDF = b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n1 0 obj"


def answer(body: bytes, content_type: str) -> Response:
    url = "http://www.qingyu.invalid/files/1"
    return Response(url, 200, {"Content-Type": content_type}, body)


@pytest.mark.parametrize(
    ("body", "content_type", "outcome"),
    [
        (PDF, "text/html; charset=utf-8", "ok"),
        (PDF, "application/octet-stream", "ok"),
        (PDF, "application/pdf", "ok"),
        (ARTICLE.encode(), "text/plain", "ok"),
        (b"<html><script>var $_ts=window['$_ts'];</script></html>", "text/plain", "blocked"),
        (b"<html><script>var $_ts=window['$_ts'];</script></html>", "application/pdf", "blocked"),
        (b"\x89PNG\r\n", "image/png", "wrong_content"),
    ],
)
def test_outcome_follows_the_content(body: bytes, content_type: str, outcome: str) -> None:
    assert of_response(answer(body, content_type), held=False)[0] == outcome
