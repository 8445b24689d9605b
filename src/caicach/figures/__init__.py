"""The figures ledger: forms, periods, what each agency returned for them, and what they add up to."""
