"""Pages about what agencies say to their appraised points."""
