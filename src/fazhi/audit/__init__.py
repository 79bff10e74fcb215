"""Checks over what was read: official figures that have to reconcile."""

from fazhi.audit.report import audit_report

__all__ = ["audit_report"]
