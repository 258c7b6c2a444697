"""Written answer guides, read as drafts of questions: blocks, times, parts, draft."""
