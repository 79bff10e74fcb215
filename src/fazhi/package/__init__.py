"""A build made into a data package that can be cited, checked and opened anywhere.

The one place that writes releases::

    output/releases/<YYYY.MM.N>/
        datapackage.json    Data Package 2.0
        data/               every table as CSV and as Parquet
        fazhi.duckdb        the same tables, and the views
        provenance.json     PROV-JSON
        data-dictionary.md  README.md  SHA256SUMS
"""

from fazhi.package.check import check_release
from fazhi.package.release import ReleaseRefused, latest_release, read_facts, write_release

__all__ = ["ReleaseRefused", "check_release", "latest_release", "read_facts", "write_release"]
