"""Targets against reports: matching (words, profiles, levels), verdicts (figures, milestones), clauses of reports."""
