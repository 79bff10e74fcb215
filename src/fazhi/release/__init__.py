"""Where packages stand and which are refused: the channels ``nightly`` and ``stable``."""

from fazhi.release.channels import (
    ReleaseRefused,
    find_package,
    is_version,
    latest_release,
    releases_in,
)
from fazhi.release.cutting import Cut, NeedsDecision, cut_nightly, cut_stable

__all__ = [
    "Cut",
    "NeedsDecision",
    "ReleaseRefused",
    "cut_nightly",
    "cut_stable",
    "find_package",
    "is_version",
    "latest_release",
    "releases_in",
]
