"""The codebook: indicators, and the figures of a report recognised as theirs."""

from fazhi.codebook.matcher import observe

__all__ = ["observe"]
