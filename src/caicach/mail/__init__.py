"""E-mail that leaves: an outbox with one row a message, sent by a job, never twice."""
