"""The register of agencies with dates, groups, names and how phrases find them."""
