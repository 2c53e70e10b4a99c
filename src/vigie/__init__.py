"""Vigie: the open report desk. Start reading at journey/steps.py, the table of contents of the house."""

__version__ = "0.1.0"
