"""Prefect's part: which documents, when, retries, reuse. The work itself is in `pipeline`, as plain functions.

Import `flows.runtime` first: it sets Prefect up before Prefect is imported.
"""
