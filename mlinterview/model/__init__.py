"""The words of mlinterview as types; knows nothing of files, databases or screens."""
