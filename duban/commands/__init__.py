"""One module per command. Each imports what it works with only when it runs, so that `duban --help` stays quick."""
