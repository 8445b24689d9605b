"""Version 1: what is asked and answered. Names here are a promise: they may be added to, not changed."""
