"""Plain functions from a file to statements, findings, the ledger and alerts; no Prefect here."""
