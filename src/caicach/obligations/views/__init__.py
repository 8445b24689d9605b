"""The pages and acts of the ledger."""
