"""What was done, by whom, when: rows that are only added."""
