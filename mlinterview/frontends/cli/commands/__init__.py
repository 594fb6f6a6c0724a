"""One command, one file: parse, call one thing of the floor below, show what it returns."""
