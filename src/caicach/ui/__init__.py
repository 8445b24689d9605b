"""Components, shell and notation of every page."""
