"""Read decks: folders of Markdown files with questions, every mistake reported with file and line."""
