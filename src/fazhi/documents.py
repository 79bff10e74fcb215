"""The documents that are made, not written: ``make docs`` writes them, tests compare them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from fazhi.codebook.pages import indicator_pages
from fazhi.collect.families import family_table
from fazhi.cookbook import PACKAGE, answered
from fazhi.dictionary import data_dictionary
from fazhi.evaluation.page import Page, load_record
from fazhi.evaluation.report import evaluate
from fazhi.package import write_package
from fazhi.stages import CollectOptions, build_stage, collect_stage
from fazhi.store import read_build
from fazhi.workspace import Workspace

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


def cookbook(root: Path = ROOT) -> dict[Path, str]:
    """Return the cookbook with the answers that a package of the bundled sample gives now.

    Apart from ``generated``, because the sample is collected and built for it.
    """
    page = root / "docs" / "cookbook.md"
    with TemporaryDirectory() as folder:
        sample_package(Path(folder))
        return {page: answered(page.read_text(encoding="utf-8"), Path(folder))}


def sample_package(root: Path) -> Path:
    """Collect and build the bundled sample in a folder, and write a package of it.

    Returns:
        The package, where the nightly one of that workspace would stand.
    """
    collect_stage(root, CollectOptions())
    build_stage(root)
    workspace = Workspace(root)
    build = read_build(workspace.build)
    assert build is not None
    package = workspace.root / PACKAGE
    package.mkdir(parents=True)
    write_package(build, package, "sample")
    return package


def main() -> None:
    """Write them all; pages of indicators that are no more are removed."""
    made = {**generated(), **cookbook()}
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
