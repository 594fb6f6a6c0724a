"""mlinterview's own plugins: they come in through the same hooks as a stranger's."""
