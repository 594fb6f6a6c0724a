"""The built-in question kinds: how each is read, presented and graded."""
