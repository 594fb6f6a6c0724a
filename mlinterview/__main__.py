"""``python -m mlinterview``."""

from mlinterview.frontends.cli.main import main

main()
