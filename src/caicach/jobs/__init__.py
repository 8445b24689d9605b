"""Background jobs that a person can watch, cancel and trust."""
