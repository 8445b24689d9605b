"""A year of a whole province, told day by day through the services that people use."""
