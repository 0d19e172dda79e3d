"""What is published of the district beside pages: open data, calendars, feeds, reports."""
