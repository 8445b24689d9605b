"""Pages that say what points mean: where they were lost, what moved, what can still be won, who judged how."""
