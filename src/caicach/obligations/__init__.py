"""The ledger of what is owed, by whom, to whom, by when, and how it was proved."""
