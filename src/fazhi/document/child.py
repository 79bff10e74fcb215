"""The child process that reads one untrusted file: standard input to standard output.

Run by ``fazhi.document.isolation``: ``python -m fazhi.document.child TYPE BYTES SECONDS``.
It limits itself before it looks at the file, and prints the document, or why there is
none, as JSON.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Callable

from fazhi.document.errors import UnreadableDocumentError
from fazhi.document.isolation import OUT_OF_MEMORY, to_json
from fazhi.document.media_types import DOC, DOCX, PDF, RTF
from fazhi.document.pdf import read_pdf
from fazhi.document.word import read_docx
from fazhi.document.word_binary import read_doc, read_rtf
from fazhi.records import Document

READERS: dict[str, Callable[[bytes], Document]] = {
    DOCX: read_docx,
    DOC: read_doc,
    RTF: read_rtf,
    PDF: read_pdf,
}
#: No report is longer; what is would only burden the parent.
MOST_CHARACTERS = 5_000_000


def main(media_type: str, memory_bytes: int, cpu_seconds: int) -> int:
    """Read the file on standard input; return the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Whatever a library prints must not get between the lines of the answer.
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    try:
        document = READERS[media_type](sys.stdin.buffer.read())
        if len(document.text) > MOST_CHARACTERS:
            raise UnreadableDocumentError("more text than a report can have", "limits")
        output = json.dumps(to_json(document))
    except UnreadableDocumentError as error:
        output = json.dumps({"error": str(error), "reason": error.reason})
    except MemoryError:
        return OUT_OF_MEMORY
    with answer:
        answer.write(output)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
