"""A plan as calendars that phones and office programs subscribe to."""
