"""The documents that are made, not written: ``make docs`` writes them, a test compares them."""

from __future__ import annotations

from pathlib import Path

from fazhi.dictionary import data_dictionary
from fazhi.evaluation.page import Page, load_record
from fazhi.evaluation.report import evaluate

ROOT = Path(__file__).resolve().parents[2]


def generated(root: Path = ROOT) -> dict[Path, str]:
    """Return every generated document of a checkout: path -> content."""
    docs = root / "docs"
    evaluation = evaluate(root / "tests" / "examples" / "reports", {})
    return {
        docs / "data-dictionary.md": data_dictionary(),
        docs / "accuracy.md": Page(load_record(docs / "accuracy.yml"), evaluation).markdown(),
    }


def main() -> None:
    """Write them all."""
    for path, content in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
