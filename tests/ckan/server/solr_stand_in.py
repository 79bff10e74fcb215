"""A stand-in for Apache Solr, the one service that a CKAN needs and no package registry has.

A test tool: it keeps the documents in memory and answers the part of Solr's HTTP API that
CKAN uses: adding, deleting by query, selecting with filters, facets and sorting, and the
schema. It finds what a query asks for but does not rank it. What runs beside it is to be
called "CKAN with a Solr stand-in".

    python3 solr_stand_in.py PORT SCHEMA.xml PIDFILE
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

Document = dict[str, Any]
Predicate = Callable[[Document], bool]

_CHARACTER = r"[\u3400-\u9fff\uf900-\ufaff]"
_LEXEME = re.compile(
    r"""\s*(?:
        (?P<bracket>[()]) |
        (?P<sign>[+!-](?=\S)) |
        (?P<field>(?:[\w.-]|\\.)+|\*):(?=\S) |
        (?P<range>[\[{]\s*(?P<low>"[^"]*"|\S+)\s+TO\s+(?P<high>"[^"]*"|[^\]}\s]+)\s*[\]}]) |
        "(?P<phrase>(?:[^"\\]|\\.)*)" |
        (?P<boost>\^[\d.]+) |
        (?P<word>(?:[^\s()"\[\]{}:^]|\\.|:)+)
    )""",
    re.VERBOSE,
)


class Schema:
    """The types of CKAN's fields, and which are copied into which."""

    def __init__(self, path: Path) -> None:
        self.xml = path.read_bytes()
        root = ElementTree.fromstring(self.xml)
        fields = list(root.iter("field"))
        self._types = {field.get("name", ""): field.get("type", "") for field in fields}
        self.many = {f.get("name", "") for f in fields if f.get("multiValued") == "true"}
        self.unstored = {f.get("name", "") for f in fields if f.get("stored") == "false"}
        self._copies = [(c.get("source", ""), c.get("dest", "")) for c in root.iter("copyField")]

    def type_of(self, field: str) -> str:
        if field.startswith(("extras_", "res_extras_")):
            return "text"
        return self._types.get(field, "date" if field.endswith("_date") else "string")

    def expanded(self, document: Document) -> Document:
        """A document as it is searched: lists, instants in UTC, copied fields."""
        result: Document = {}
        for name, value in document.items():
            values = [value] if name in self.many and not isinstance(value, list) else value
            is_date = self.type_of(name) == "date" and isinstance(value, str)
            result[name] = instant(value) if is_date else values
        for source, destination in self._copies:
            for name in [name for name in document if fnmatchcase(name, source)]:
                there = values_of(result, destination)
                result[destination] = [*there, *values_of(document, name)]
        return result


def instant(text: str) -> str:
    """Write a time as Solr does: UTC, milliseconds at most."""
    time = datetime.fromisoformat(text.replace("Z", "+00:00"))
    time = time.replace(tzinfo=time.tzinfo or UTC).astimezone(UTC)
    fraction = f".{time.microsecond // 1000:03}".rstrip("0").rstrip(".")
    return f"{time:%Y-%m-%dT%H:%M:%S}{fraction}Z"


def values_of(document: Document, field: str) -> list[Any]:
    value = document.get(field)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def as_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def words_of(text: object) -> list[str]:
    """Words, and every Chinese character by itself, as Solr's tokenizer makes them."""
    return [word.lower() for word in re.findall(rf"{_CHARACTER}|[^\W_]+(?:_[^\W_]+)*", str(text))]


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


class Query:
    """Lucene's syntax turned into a predicate over documents."""

    def __init__(self, schema: Schema, text: str, default_field: str, operator: str) -> None:
        self._schema, self._default, self._operator = schema, default_field, operator
        self._lexemes: list[re.Match[str]] = []
        self._position = position = 0
        while position < len(text.rstrip()):
            lexeme = _LEXEME.match(text, position)
            if lexeme is None:
                raise ValueError(f"cannot parse {text!r} at {position}")
            self._lexemes.append(lexeme)
            position = lexeme.end()
        self.matches = self._clauses(default_field)

    def _peek(self) -> re.Match[str] | None:
        rest = self._lexemes[self._position :]
        return rest[0] if rest else None

    def _clauses(self, field: str) -> Predicate:
        required: list[Predicate] = []
        optional: list[Predicate] = []
        excluded: list[Predicate] = []
        joined = ""
        while (lexeme := self._peek()) is not None and lexeme["bracket"] != ")":
            if lexeme["word"] in ("AND", "OR"):
                joined = lexeme["word"]
                self._position += 1
                if joined == "AND" and optional:
                    required.append(optional.pop())
                continue
            sign = self._sign()
            clause = self._clause(field)
            if sign in ("-", "!"):
                excluded.append(clause)
            elif sign == "+" or (joined or self._operator) == "AND":
                required.append(clause)
            else:
                optional.append(clause)
            joined = ""

        def matches(document: Document) -> bool:
            if any(clause(document) for clause in excluded):
                return False
            if not all(clause(document) for clause in required):
                return False
            return bool(required) or not optional or any(clause(document) for clause in optional)

        return matches

    def _sign(self) -> str:
        lexeme = self._peek()
        if lexeme is not None and (lexeme["sign"] or lexeme["word"] == "NOT"):
            self._position += 1
            return lexeme["sign"] or "-"
        return ""

    def _clause(self, field: str) -> Predicate:
        lexeme = self._peek()
        if lexeme is None:
            raise ValueError("a clause is missing")
        self._position += 1
        if lexeme["field"]:
            return self._clause(unescaped(lexeme["field"]))
        if lexeme["bracket"]:
            clause = self._clauses(field)
            self._position += 1
        else:
            clause = self._leaf(field, lexeme)
        following = self._peek()
        if following is not None and following["boost"]:
            self._position += 1
        return clause

    def _leaf(self, field: str, lexeme: re.Match[str]) -> Predicate:
        if lexeme["range"]:
            return self._between(field, lexeme)
        if lexeme["phrase"] is not None:
            return self.has(field, unescaped(lexeme["phrase"]), is_pattern=False)
        if field == "*":
            return lambda document: True
        is_pattern = re.search(r"(?<!\\)[*?]", lexeme["word"]) is not None
        return self.has(field, unescaped(lexeme["word"]), is_pattern)

    def _between(self, field: str, lexeme: re.Match[str]) -> Predicate:
        is_number = self._schema.type_of(field) in ("int", "float", "long", "double")
        key: Callable[[Any], Any] = float if is_number else as_text
        low, high = lexeme["low"].strip('"'), lexeme["high"].strip('"')
        without_low = lexeme["range"][0] == "{"
        without_high = lexeme["range"][-1] == "}"

        def inside(value: object) -> bool:
            found = key(value)
            above = low == "*" or found > key(low) or (found == key(low) and not without_low)
            below = high == "*" or found < key(high) or (found == key(high) and not without_high)
            return bool(above and below)

        return lambda document: any(map(inside, values_of(document, field)))

    def has(self, field: str, text: str, is_pattern: bool) -> Predicate:
        """Documents that have a value, a word, or words in a row."""
        if is_pattern and text == "*":
            return lambda document: bool(values_of(document, field))
        if not self._schema.type_of(field).startswith("text"):
            if is_pattern:
                return lambda d: any(fnmatchcase(as_text(v), text) for v in values_of(d, field))
            return lambda d: any(as_text(value) == text for value in values_of(d, field))
        wanted = [text.lower()] if is_pattern else words_of(text)

        def found(value: object) -> bool:
            words = words_of(value)
            if is_pattern:
                return any(fnmatchcase(word, wanted[0]) for word in words)
            return any(words[start : start + len(wanted)] == wanted for start in range(len(words)))

        return lambda document: any(map(found, values_of(document, field)))


class Index:
    """All documents, by their id in the index."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._documents: dict[str, Document] = {}
        self._lock = threading.Lock()

    def add(self, documents: list[Document]) -> None:
        with self._lock:
            for document in documents:
                self._documents[document["index_id"]] = self.schema.expanded(document)

    def delete(self, query: str) -> None:
        matches = Query(self.schema, query, "text", "OR").matches
        with self._lock:
            for key in [key for key, found in self._documents.items() if matches(found)]:
                del self._documents[key]

    def select(self, parameters: dict[str, list[str]]) -> Document:
        def first(name: str, default: str) -> str:
            return parameters.get(name, [default])[0] or default

        operator, field = first("q.op", "OR"), first("df", "text")
        text = first("q", "*:*")
        if first("defType", "") in ("dismax", "edismax") and text != "*:*":
            filters = [self._everyday(text, first("qf", field))]
        else:
            filters = [Query(self.schema, text, field, operator).matches]
        filters += [
            Query(self.schema, part, field, operator).matches
            for part in parameters.get("fq", [])
            if part.strip()
        ]
        with self._lock:
            found = [d for d in self._documents.values() if all(f(d) for f in filters)]
        self._sort(found, first("sort", ""))
        start, rows = int(first("start", "0")), int(parameters.get("rows", ["10"])[0] or 0)
        names = {n for part in parameters.get("fl", ["*"]) for n in re.split(r"[,\s]+", part)}
        return {
            "responseHeader": {"status": 0, "QTime": 0},
            "response": {
                "numFound": len(found),
                "start": start,
                "docs": [self._shown(d, names) for d in found[start : start + rows]],
            },
            "facet_counts": {"facet_queries": {}, "facet_fields": self._facets(parameters, found)},
        }

    def _everyday(self, text: str, fields: str) -> Predicate:
        """What people type: every word in some field."""
        names = [name.partition("^")[0] for name in fields.split()]
        query = Query(self.schema, "", "text", "OR")
        parts = [phrase or word for phrase, word in re.findall(r'"([^"]*)"|(\S+)', text)]
        wanted = [[query.has(name, part, is_pattern=False) for name in names] for part in parts]
        return lambda document: all(any(has(document) for has in either) for either in wanted)

    def _shown(self, document: Document, names: set[str]) -> Document:
        return {
            name: value
            for name, value in document.items()
            if name not in self.schema.unstored and names & {"*", name}
        }

    def _sort(self, found: list[Document], orders: str) -> None:
        for order in reversed([part.split() for part in orders.split(",") if part.strip()]):
            name, direction = (*order, "asc")[:2]
            if name != "score":
                found.sort(
                    key=lambda d, name=name: as_text((values_of(d, name) or [""])[0]),
                    reverse=direction.lower() == "desc",
                )

    def _facets(self, parameters: dict[str, list[str]], found: list[Document]) -> Document:
        asked = [
            name
            for part in parameters.get("facet.field", [])
            for name in (json.loads(part.replace("'", '"')) if part.startswith("[") else [part])
        ]
        counted = {
            name: Counter(as_text(value) for d in found for value in set(values_of(d, name)))
            for name in asked
        }
        return {name: [x for pair in c.most_common() for x in pair] for name, c in counted.items()}


class Handler(BaseHTTPRequestHandler):
    """One request of CKAN."""

    protocol_version = "HTTP/1.1"
    index: Index

    def log_message(self, *_: object) -> None:
        return

    def _send(self, status: int, body: bytes, media_type: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _answer(self, body: bytes) -> None:
        address = urlsplit(self.path)
        action = address.path.rstrip("/").rpartition("/")[2]
        if action == "schema":
            self._send(200, self.index.schema.xml, "application/xml")
            return
        try:
            answer: Document = {"responseHeader": {"status": 0, "QTime": 0}}
            if action == "select":
                text = "&".join(filter(None, [address.query, body.decode()]))
                answer = self.index.select(parse_qs(text, keep_blank_values=True))
            elif action == "update":
                self._update(body.strip())
            elif action != "ping":
                raise KeyError(f"the stand-in has no {address.path}")
        except (ValueError, KeyError, AttributeError, IndexError) as error:
            self._send(400, json.dumps({"error": {"msg": repr(error), "code": 400}}).encode())
        else:
            self._send(200, json.dumps(answer).encode())

    def _update(self, body: bytes) -> None:
        if body[:1] in (b"[", b"{"):
            documents = json.loads(body)
            self.index.add(documents if isinstance(documents, list) else [documents])
        elif body:
            for query in ElementTree.fromstring(body).iter("query"):
                self.index.delete(query.text or "")

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length") or 0)))


if __name__ == "__main__":
    Handler.index = Index(Schema(Path(sys.argv[2])))
    Path(sys.argv[3]).write_text(str(os.getpid()))
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
