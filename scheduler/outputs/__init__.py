"""What comes out of planning: tables, a workbook, calendars and a board."""
