"""`python -m site_builder …` is `xuetang …`."""

from site_builder.cli import main

main()
