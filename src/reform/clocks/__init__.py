"""Terms of the ledger's own steps and the coded list of reasons for lateness: dated tables, each row with its basis."""
