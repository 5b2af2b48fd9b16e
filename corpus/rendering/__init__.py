"""Writers that turn the corpus's text sources into the formats an office receives."""
