"""Forms of the figures ledger."""
