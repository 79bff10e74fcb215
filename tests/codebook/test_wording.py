import pytest

from fazhi.codebook.wording import Slot, WordingError, parse_wording


def test_reads_every_kind_of_word() -> None:
    wording = parse_wording("(行政复议/复议) 受理 案件? -审结 N件")
    assert wording.slots == (
        Slot(("行政复议", "复议"), in_context=True),
        Slot(("受理",)),
        Slot(("案件",), optional=True),
    )
    assert wording.absent == ("审结",)
    assert wording.units == ("件",)


def test_a_measure_word_among_alternatives_makes_them_optional() -> None:
    wording = parse_wording("(信访) 办结 案件/N件")
    assert wording.slots[-1] == Slot(("案件",), optional=True)
    assert wording.units == ("件",)


@pytest.mark.parametrize("text", ["(行政复议 受理", "受理/ 案件", "(行政复议) 案件?"])
def test_refuses(text: str) -> None:
    with pytest.raises(WordingError):
        parse_wording(text)
