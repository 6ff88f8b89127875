"""Figures of a text: the columns and the scan that fills them, under one name."""

from audit.parse.columns import Figures, Ledger, Scan
from audit.parse.scan import scan
from audit.read.structure import TABLE

__all__ = ["Figures", "Ledger", "Scan", "scan", "TABLE"]
