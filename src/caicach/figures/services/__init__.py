"""Writing: forms, periods, returns and their cells."""
