"""The PAR Index of the demonstration: last year's settled and published, this year's running."""
