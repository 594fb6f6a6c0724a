"""How people meet mlinterview: the command line, the terminal session, notebooks."""
