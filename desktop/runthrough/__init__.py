"""Runthrough: rehearse spoken answers against the clock, on this computer alone."""

__version__ = "0.1.0"
