"""Catalog → pages: what each page of the portal says, as plain data. How it looks is decided in `theme/portal`."""

from site_builder.views.course import course_addresses, course_pages
from site_builder.views.page import JSON, Page
from site_builder.views.site import site_pages

__all__ = ["JSON", "Page", "course_addresses", "course_pages", "site_pages"]
