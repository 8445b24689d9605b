"""Plain text: normal form, keys for comparing and sorting, findings and places."""
