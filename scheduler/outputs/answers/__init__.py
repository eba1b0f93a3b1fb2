"""Answers to what-if and capacity, in words and as pages to look at."""
