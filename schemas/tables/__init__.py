"""The tables of a build, each defined once, by its pandera model.

``TABLES`` lists them in the order in which they are published. Arrow schema, DuckDB
tables, Frictionless schema and the data dictionary are made from them by
``fazhi.tableschema``.
"""

from __future__ import annotations

from fazhi.schemas.tables.checks import Checks
from fazhi.schemas.tables.columns import TableModel
from fazhi.schemas.tables.coverage import Coverage
from fazhi.schemas.tables.figures import Figures
from fazhi.schemas.tables.honours import Honours
from fazhi.schemas.tables.indicators import Indicators
from fazhi.schemas.tables.issues import Issues
from fazhi.schemas.tables.observations import Observations
from fazhi.schemas.tables.region_changes import RegionChanges
from fazhi.schemas.tables.regions import Regions
from fazhi.schemas.tables.reports import Reports
from fazhi.schemas.tables.retrievals import Retrievals
from fazhi.schemas.tables.revisions import Revisions
from fazhi.schemas.tables.runs import Runs
from fazhi.schemas.tables.sections import Sections
from fazhi.schemas.tables.sources import Sources
from fazhi.schemas.tables.texts import Texts
from fazhi.schemas.tables.titles import Titles

TABLES: tuple[type[TableModel], ...] = (
    Regions,
    RegionChanges,
    Sources,
    Retrievals,
    Reports,
    Revisions,
    Texts,
    Sections,
    Figures,
    Indicators,
    Observations,
    Checks,
    Titles,
    Honours,
    Coverage,
    Issues,
    Runs,
)
