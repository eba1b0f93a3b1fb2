"""Finds hours for meetings that lack one: other meetings and group sessions of some weeks move for them."""
