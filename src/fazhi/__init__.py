"""fazhi: open, comparable, auditable indicators from China's rule-of-law reports.

Data flows one way::

    address -> look -> snapshot -> Document -> Reading -> observations -> checks
            -> tables -> Parquet -> DuckDB -> data package

``records`` names what is handed from stage to stage; every other module does one
stage. ``fazhi.flows`` says when they run and ``fazhi.schemas`` what things mean.
"""

__version__ = "0.1.0"
