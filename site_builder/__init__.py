"""Catalog → editions: the portal, the open data, the preview and the commands."""
