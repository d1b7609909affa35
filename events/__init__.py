"""Events with their dates, programmes and calendars."""
