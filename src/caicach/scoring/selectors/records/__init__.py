"""Sets, rounds, scores and results as programs read them: uids, keys and days instead of words for the screen."""
