"""Content → Catalog: reads, checks and renders what teachers write. Imports nothing else of this project."""
