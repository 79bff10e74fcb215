"""Where packages stand and which are refused: the channels ``nightly`` and ``stable``."""

from fazhi.release.channels import ReleaseRefused, latest_release, write_release

__all__ = ["ReleaseRefused", "latest_release", "write_release"]
