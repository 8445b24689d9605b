"""What leaves the house: calendars and letters."""
