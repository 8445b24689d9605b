"""The index of a year: criteria sets as data, points, proof, ranks, and what can still be won."""
