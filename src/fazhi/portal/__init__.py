"""Releases brought to portals: CKAN, and folders or buckets that a web server shows.

A portal is looked at, a plan is made of what is left to do, and the plan is carried out
until nothing is left. Reading starts with ``steps.py``; ``ckan_plan.py`` and the first
half of ``store.py`` are pure.
"""

from fazhi.portal.errors import PortalUnreachable, PublishError, PublishRefused

__all__ = ["PortalUnreachable", "PublishError", "PublishRefused"]
