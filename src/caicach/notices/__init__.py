"""What people are told: the inbox, the digest of a working day, letters of reminder, calendar feeds."""
