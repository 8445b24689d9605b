"""What each page of the ledger shows: one dataclass each."""
