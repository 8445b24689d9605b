"""What pages show: one dataclass each."""
