"""A build made into a data package that can be cited, checked and opened anywhere.

The one place that writes packages; where they stand is said by ``fazhi.release``::

    <package>/
        datapackage.json    Data Package 2.0
        data/               every table as CSV and as Parquet
        fazhi.duckdb        the same tables, and the views
        provenance.json     PROV-JSON
        data-dictionary.md  README.md  SHA256SUMS
"""

from fazhi.package.check import check_release
from fazhi.package.circumstances import Announcement, Circumstances, Statement
from fazhi.package.descriptor import read_facts
from fazhi.package.writing import write_package

__all__ = [
    "Announcement",
    "Circumstances",
    "Statement",
    "check_release",
    "read_facts",
    "write_package",
]
