"""People, places and days: reads terms and plans, and knows nothing of solving."""
