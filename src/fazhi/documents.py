"""The documents that are made, not written: ``make docs`` writes them, a test compares them."""

from __future__ import annotations

from pathlib import Path

from fazhi.codebook.pages import indicator_pages
from fazhi.collect.families import family_table
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
        docs / "collecting.md": _with_families(docs / "collecting.md", root / "tests" / "examples"),
        docs / "accuracy.md": Page(load_record(docs / "accuracy.yml"), evaluation).markdown(),
        **{docs / "indicators" / name: text for name, text in indicator_pages().items()},
    }


def _with_families(path: Path, examples: Path) -> str:
    """Return a written page with the table of families between its two marks."""
    before, begin, rest = path.read_text(encoding="utf-8").partition("<!-- families")
    opening, end_of_mark, rest = rest.partition("-->\n")
    _, end, after = rest.partition("<!-- /families -->")
    table = family_table(examples)
    return f"{before}{begin}{opening}{end_of_mark}\n{table}\n\n{end}{after}"


def main() -> None:
    """Write them all; pages of indicators that are no more are removed."""
    made = generated()
    for path in (ROOT / "docs" / "indicators").glob("*.md"):
        if path not in made:
            path.unlink()
            print(f"removed: {path.relative_to(ROOT)}")
    for path, content in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
