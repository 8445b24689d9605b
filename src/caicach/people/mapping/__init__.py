"""Pure values between a list of accounts and the accounts: lines, columns, names to sign in by."""
