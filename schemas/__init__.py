"""The shared words: documents, values, statements, findings, alerts and the errors about them."""
