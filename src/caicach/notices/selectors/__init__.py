"""Reading inboxes, wishes and reminders."""
