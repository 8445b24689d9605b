"""What each page of reminders shows: one dataclass each."""
