"""Pages of the doctor."""
