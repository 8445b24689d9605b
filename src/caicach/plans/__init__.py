"""Plans: from a document to duties."""
