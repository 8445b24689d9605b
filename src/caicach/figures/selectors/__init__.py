"""Reading: what an actor may see of the figures ledger."""
