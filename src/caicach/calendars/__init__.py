"""Holidays, swapped days and the reporting regime of this province."""
