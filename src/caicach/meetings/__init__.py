"""Meetings of the steering body, and tasks that a superior body gave: what they conclude becomes duties."""
