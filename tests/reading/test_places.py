"""Divisions in titles, told by the form of their names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fazhi.reading import places


@pytest.mark.parametrize(
    "text, chain",
    [
        ("如意市人民政府关于", ["如意市"]),
        ("山南省河川市云溪县2022年", ["山南省", "河川市", "云溪县"]),
        ("重山市綦水区关石镇人民政府", ["重山市", "綦水区"]),
        ("济川市市中区2022年", ["济川市", "市中区"]),
        ("广州市花都区", ["广州市", "花都区"]),
        ("通州区住房和城乡建设局", ["通州区"]),
        ("云岭傣族自治州云川县", ["云岭傣族自治州", "云川县"]),
        ("宁北回族自治区", ["宁北回族自治区"]),
        ("如意市市场监督管理局开发区分局", ["如意市"]),
        ("如意市城市管理局", ["如意市"]),
        ("贵州省人民政府", ["贵州省"]),
        ("贵州省黔山州青州市", ["贵州省", "黔山州", "青州市"]),
        ("云溪县区域协调发展", ["云溪县"]),
        ("黔山州市场监管局", ["黔山州"]),
        ("荆川市沙市区2022年", ["荆川市", "沙市区"]),
        ("如意市深化国家信用示范区建设", ["如意市"]),
        ("全市安全生产", []),
        ("历史文化街区保护", []),
        ("关于推进全县法治建设", []),
        ("法治政府建设", []),
        ("", []),
    ],
)
def test_division_chain(text: str, chain: list[str]) -> None:
    assert places.division_chain(text) == chain


def test_every_division_of_the_country(shared: Path) -> None:
    with (shared / "domain" / "divisions.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    missed = [
        row["name"]
        for row in rows
        for following in (
            "人民政府关于2023年",
            "2023年法治政府",
            "司法局",
            "市场监督管理局",
            "区域协调",
        )
        if places.division_chain(row["name"] + following) != [row["name"]]
    ]
    assert set(missed) <= {"城区"}  # three districts are called just that
    chains = [(row["parent_name"], row["name"]) for row in rows if row["parent_name"]]
    split = [chain for chain in chains if places.division_chain("".join(chain)) != [*chain]]
    assert split == []


@pytest.mark.parametrize(
    "name, other, same",
    [
        ("云溪县", "云溪县", True),
        ("河川市云溪县", "云溪县", True),
        ("张山县", "张山回族自治县", True),
        ("黔山州", "黔山布依族苗族自治州", True),
        ("吉川省", "吉川市", False),
        ("云溪县", "河川市", False),
        ("新县", "新安县", False),
    ],
)
def test_is_same_place(name: str, other: str, same: bool) -> None:
    assert places.is_same_place(name, other) is same
