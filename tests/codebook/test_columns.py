from fazhi.codebook.columns import Columns
from fazhi.records import Cell, Document, Table


def test_a_number_has_the_head_of_its_column() -> None:
    text = "收到申请\t受理\n120件\t102件"
    cells = [
        Cell(0, 0, "收到申请", 0, 4),
        Cell(0, 1, "受理", 5, 7),
        Cell(1, 0, "120件", 8, 12),
        Cell(1, 1, "102件", 13, 17),
    ]
    columns = Columns(Document(text, tables=[Table(cells)]))
    assert columns.head_at(8) == "收到申请"
    assert columns.head_at(14) == "受理"
    assert columns.head_at(2) == ""
    assert columns.head_at(40) == ""
