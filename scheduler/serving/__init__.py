"""Hands out calendars and pages over HTTP; renders no calendar, and needs no solver."""
