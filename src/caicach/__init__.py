"""The application: pages, ledgers, people, files, jobs, command line."""
