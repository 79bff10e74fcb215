"""The sentence that is shown around a figure."""

from __future__ import annotations

import pytest

from fazhi.explain import LONGEST_SIDE, sentence_around


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("受理10件。审结【9件】，撤销1件。应诉3件。", "审结【9件】，撤销1件。"),
        ("够不够？审结【9件】！应诉3件。", "审结【9件】！"),
        ("够不够?审结【9件】!应诉3件。", "审结【9件】!"),
        ("一、成效\n审结【9件】\n二、问题", "审结【9件】"),
        ("【9件】", "【9件】"),
    ],
)
def test_a_sentence_ends_at_its_marks(text: str, sentence: str) -> None:
    start = text.index("【")
    plain = text.replace("【", "").replace("】", "")
    end = text.index("】") - 1
    before, after = sentence_around(plain, start, end)
    assert f"{before}【{plain[start:end]}】{after}" == sentence


def test_a_sentence_without_end_is_cut_on_either_side() -> None:
    text = f"{'前' * 1000}9件{'后' * 1000}"
    before, after = sentence_around(text, 1000, 1002)
    assert (before, after) == ("前" * LONGEST_SIDE, "后" * LONGEST_SIDE)
