"""Which cell is wrong: the smallest sets of cells whose change makes every rule hold, proved, with likely values."""

from audit.locate.cells.before import previous_rows
from audit.locate.cells.localise import localise
from audit.locate.cells.profile import Domain
from audit.locate.cells.verdicts import Cell, CellVerdict, Likely, Proof

__all__ = ["Cell", "CellVerdict", "Domain", "Likely", "Proof", "localise", "previous_rows"]
