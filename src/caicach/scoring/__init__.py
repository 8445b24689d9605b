"""The index of a year: criteria sets, rounds, self-scoring, appraisal, results."""
