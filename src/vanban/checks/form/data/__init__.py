"""What a decree can change, with the days on which it holds and its legal basis."""
