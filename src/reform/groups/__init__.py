"""Groups of agencies: expressions over a register, phrases that mean them, names that find a body."""
