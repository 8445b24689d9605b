"""Sheets that people bring: which column means what, tried before anything is stored, remembered per source."""
