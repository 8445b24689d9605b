"""English words with the country's notation: the same page read by two people shows one date."""
