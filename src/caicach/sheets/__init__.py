"""What the columns of other offices' sheets mean: asked once, remembered for each source."""
