"""From a reading to rows, and from rows to duties: values in, values out."""
