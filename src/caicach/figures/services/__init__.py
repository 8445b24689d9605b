"""Writing to the figures ledger: forms, periods, returns, cells."""

from caicach.figures.services.cells import CellDraft, Saved, cells_save

__all__ = ["CellDraft", "Saved", "cells_save"]
