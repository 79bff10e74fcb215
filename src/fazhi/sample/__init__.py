"""The bundled sample: an invented prefecture with three counties, their sites and reports.

Everything here is fiction and says so; the divisions' codes (99....) belong to no place.
``sample_site`` puts the sites on loopback; ``reports`` tells what is printed in them, planted
errors included.
"""

from fazhi.sample.pages import report_url
from fazhi.sample.places import PLACES, YEARS
from fazhi.sample.reports import SampleReport, TrueValue, planted_errors, report, reports
from fazhi.sample.server import SampleSite, sample_site, sample_sources

__all__ = [
    "PLACES",
    "YEARS",
    "SampleReport",
    "SampleSite",
    "TrueValue",
    "planted_errors",
    "report",
    "report_url",
    "reports",
    "sample_site",
    "sample_sources",
]
