"""Rules about sums and ratios."""
