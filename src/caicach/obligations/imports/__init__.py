"""What comes into the ledger from files."""
