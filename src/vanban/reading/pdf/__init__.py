"""The reader of PDF with text."""
