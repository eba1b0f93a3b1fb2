"""What the verbs about addresses of calendars share: whose they are, where the server is, the words."""
