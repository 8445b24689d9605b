"""Settings, addresses, servers and the command line."""
