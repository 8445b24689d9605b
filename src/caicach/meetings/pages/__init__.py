"""What each page of meetings and instructions shows: one dataclass each."""
