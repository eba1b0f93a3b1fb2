"""A plan as a workbook, to sort, to filter and to print."""
