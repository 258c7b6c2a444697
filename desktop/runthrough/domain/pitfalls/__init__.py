"""What a speaker should rather not say or leave out: rules, each explained, with sentences that it finds and leaves."""
