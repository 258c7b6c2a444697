"""How it was said: pace, pauses, fillers, hedges and more, each with its moments and its source."""
