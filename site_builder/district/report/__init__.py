"""The annual report: gathered from content alone, written as a page to print, a PDF, tables or data."""
