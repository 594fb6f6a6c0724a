"""The parts of which ``mlinterview.cheatsheet`` makes a sheet: its plan, its lines, its budget of words."""
